using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Servers.Emby;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Demo;

/// <summary>The household obeys the remote control as far as the real products do.</summary>
public sealed class DemoRemoteTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.Emby)]
    [InlineData(ServerKind.Jellyfin)]
    public async Task A_player_pauses_goes_on_where_it_was_and_stops(ServerKind kind)
    {
        var clock = new DemoClock(DemoClock.Friday);
        using var client = Open(clock, kind);
        var playing = await PlayingAsync(clock, client);

        Assert.Equal(CommandOutcome.Accepted, await client.CommandAsync(playing.ControlId!, new(SessionVerb.Message, "Hello"), Token));
        Assert.Equal(CommandOutcome.Accepted, await client.CommandAsync(playing.ControlId!, new(SessionVerb.Pause), Token));
        clock.Time.Advance(TimeSpan.FromSeconds(40));
        var paused = await FindAsync(client, playing);
        Assert.Equal(PlaybackState.Paused, paused!.State);
        Assert.InRange((paused.Position!.Value - playing.Position!.Value).TotalSeconds, -1, 1);

        await client.CommandAsync(playing.ControlId!, new(SessionVerb.Resume), Token);
        clock.Time.Advance(TimeSpan.FromSeconds(20));
        var resumed = await FindAsync(client, playing);
        Assert.Equal(PlaybackState.Playing, resumed!.State);
        Assert.InRange((resumed.Position!.Value - paused.Position.Value).TotalSeconds, 19, 21);

        await client.CommandAsync(playing.ControlId!, new(SessionVerb.Stop, "Bedtime"), Token);
        var reading = await client.GetSessionsAsync(Token);
        Assert.DoesNotContain(reading.Sessions, s => s.Key == playing.Key);
        Assert.Contains(playing.Key.Slot, reading.IdleSlots);
        Assert.Equal(CommandOutcome.AlreadyGone, await client.CommandAsync("nobody", new(SessionVerb.Stop), Token));
    }

    [Fact]
    public async Task Plex_ends_a_stream_and_offers_no_more()
    {
        var clock = new DemoClock(DemoClock.Friday);
        using var client = Open(clock, ServerKind.Plex);
        var playing = await PlayingAsync(clock, client);
        Assert.Equal(SessionCommands.Stop | SessionCommands.StopReason, playing.Commands);

        Assert.Equal(CommandOutcome.Accepted, await client.CommandAsync(playing.ControlId!, new(SessionVerb.Stop, "Bedtime"), Token));
        Assert.Null(await FindAsync(client, playing));
        Assert.Equal(CommandOutcome.AlreadyGone, await client.CommandAsync(playing.ControlId!, new(SessionVerb.Stop), Token));
    }

    [Fact]
    public async Task Audiobookshelf_offers_nothing()
    {
        using var client = Open(new(DemoClock.Friday), ServerKind.Audiobookshelf);

        Assert.All((await client.GetSessionsAsync(Token)).Sessions, s => Assert.Equal(SessionCommands.None, s.Commands));
    }

    /// <summary>Somebody who is in the middle of playing something that has a length.</summary>
    private static async Task<SessionSnapshot> PlayingAsync(DemoClock clock, IMediaServerClient client)
    {
        while (true)
        {
            if ((await client.GetSessionsAsync(Token)).Sessions.FirstOrDefault(s => s is { State: PlaybackState.Playing, Duration: { } length } && length - s.Position > TimeSpan.FromMinutes(5)) is { } playing)
            {
                return playing;
            }

            clock.Time.Advance(TimeSpan.FromMinutes(3));
        }
    }

    private static async Task<SessionSnapshot?> FindAsync(IMediaServerClient client, SessionSnapshot session) =>
        (await client.GetSessionsAsync(Token)).Sessions.FirstOrDefault(s => s.Key == session.Key);

    private static IMediaServerClient Open(DemoClock clock, ServerKind kind)
    {
        IMediaServerClientFactory factory = kind switch
        {
            ServerKind.Plex => new PlexClientFactory(clock.Factory),
            ServerKind.Emby => new EmbyClientFactory(clock.Factory),
            ServerKind.Jellyfin => new JellyfinClientFactory(clock.Factory),
            _ => new AudiobookshelfClientFactory(clock.Factory),
        };
        return factory.Create(DemoClock.Connection(kind));
    }
}
