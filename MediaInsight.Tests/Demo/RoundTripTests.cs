using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Servers.Emby;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Demo;

/// <summary>The household through the real connectors: what they read is what happens in it.</summary>
public sealed class RoundTripTests
{
    private const int Instants = 300;

    public static TheoryData<ServerKind> Kinds() => [ServerKind.Plex, ServerKind.Emby, ServerKind.Jellyfin, ServerKind.Audiobookshelf];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Live_sessions_are_read_as_they_are_over_several_days(ServerKind kind)
    {
        var clock = new DemoClock(DemoClock.Friday);
        using var client = Open(clock, kind);
        for (var i = 0; i < Instants; i++)
        {
            var now = clock.Time.GetUtcNow();
            var running = await RunningAsync(client);
            var plays = World.At(kind, now);
            Assert.Equal(plays.Count, running.Count);
            foreach (var play in plays)
            {
                AssertSame(play, Assert.Single(running, s => s.Device.ExternalId == play.Device.ExternalId), now);
            }

            clock.Time.Advance(TimeSpan.FromSeconds(1_013));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_past_and_the_live_sessions_speak_of_the_same_people_devices_and_titles(ServerKind kind)
    {
        var clock = new DemoClock(DemoClock.Friday);
        using var client = Open(clock, kind);
        for (var i = 0; i < 60; i++)
        {
            var now = clock.Time.GetUtcNow();
            foreach (var session in await RunningAsync(client))
            {
                var play = Assert.Single(World.At(kind, now), p => p.Device.ExternalId == session.Device.ExternalId);
                Assert.Equal(PlayWords.User(play.Device.Account), session.User);
                Assert.Equal(PlayWords.Device(play.Device), session.Device);
                Assert.Equal(PlayWords.Media(kind, play.Item, now), session.Media);
                var stream = PlayWords.Stream(kind, play.DeliveryAt(now));
                Assert.True(stream.IsSameQuality(session.Stream), $"{stream}\n{session.Stream}");
                Assert.Equal((stream.Source.Resolution, stream.Source.VideoCodec, stream.Source.AudioCodec), (session.Stream.Source.Resolution, session.Stream.Source.VideoCodec, session.Stream.Source.AudioCodec));
                Assert.Equal((stream.Subtitle, stream.HardwareEncoder), (session.Stream.Subtitle, session.Stream.HardwareEncoder));
                Assert.Equal(PlayWords.Bandwidth(kind, play.DeliveryAt(now)), session.BandwidthKbps);
            }

            clock.Time.Advance(TimeSpan.FromSeconds(4_019));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Everything_else_a_connector_asks_for_is_answered(ServerKind kind)
    {
        var clock = new DemoClock(DemoClock.Friday);
        using var client = Open(clock, kind);
        var token = TestContext.Current.CancellationToken;
        Assert.EndsWith($"{kind}", (await client.IdentifyAsync(token)).Name, StringComparison.Ordinal);
        var users = await client.GetUsersAsync(token);
        Assert.Equal(Household.AccountsOn(kind).Select(a => (a.ExternalId, a.Name)), users.Select(u => (u.ExternalId, u.Name)));
        Assert.All(users, u => Assert.Equal(PlayWords.User(Household.AccountsOn(kind).Single(a => a.ExternalId == u.ExternalId)).AvatarPath, u.AvatarPath));
        var libraries = await client.GetLibrariesAsync(token);
        Assert.InRange(libraries.Count, 2, 4);
        var recent = await client.GetRecentlyAddedAsync(60, token);
        Assert.Equal(60, recent.Count);
        Assert.All(recent, r => Assert.True(r.AddedAt <= clock.Time.GetUtcNow()));
        Assert.True(recent[0].AddedAt > clock.Time.GetUtcNow().AddDays(-10));
        foreach (var path in users.Select(u => u.AvatarPath).Concat(recent.Select(r => r.Media.PosterPath)).Concat(recent.Select(r => r.Media.BackdropPath)).OfType<string>().Distinct().Take(20))
        {
            Assert.Equal("image/png", (await client.GetImageAsync(path, 60, token))?.ContentType);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_whole_library_is_listed_and_names_what_is_played_as_sessions_do(ServerKind kind)
    {
        var clock = new DemoClock(DemoClock.Friday);
        using var client = Open(clock, kind);
        var token = TestContext.Current.CancellationToken;
        var listed = new List<LibraryItemSnapshot>();
        foreach (var library in await client.GetLibrariesAsync(token))
        {
            string? cursor = null;
            do
            {
                var page = await client.GetItemsAsync(new(library.ExternalId, library.Content, null, cursor, 60), token);
                listed.AddRange(await client.CompleteAsync([.. page.Items], token));
                cursor = page.Next;
            }
            while (cursor is not null);
        }

        var byId = listed.ToLookup(i => i.Media.ExternalId, StringComparer.Ordinal);
        var played = Catalogue.Instance.Items.Where(i => Catalogue.IsOn(kind, i) && i.Kind != MediaKind.LiveTv).ToList();
        Assert.NotEmpty(played);
        Assert.Equal(listed.Count, byId.Count);
        Assert.Equal(played.Count, listed.Count(i => !i.Media.Kind.IsContainer()));
        foreach (var item in played)
        {
            var media = PlayWords.Media(kind, item, clock.Time.GetUtcNow());
            var row = Assert.Single(byId[media.ExternalId]);
            Assert.Equal((media.Kind, media.Title, media.ParentTitle, media.GrandparentTitle, media.SeasonNumber, media.EpisodeNumber), (row.Media.Kind, row.Media.Title, row.Media.ParentTitle, row.Media.GrandparentTitle, row.Media.SeasonNumber, row.Media.EpisodeNumber));
            Assert.Equal(item.SizeBytes, Assert.Single(row.Files).SizeBytes);
        }

        // Whatever holds something is listed itself.
        Assert.All(listed.SelectMany(i => new[] { i.Media.ParentExternalId, i.Media.GrandparentExternalId }).OfType<string>().Distinct(), id => Assert.True(byId.Contains(id), id));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_wrong_token_is_told_in_plain_words(ServerKind kind)
    {
        using var client = Open(new DemoClock(DemoClock.Friday), kind, "wrong");
        var failure = await Assert.ThrowsAsync<ServerFailure>(() => client.IdentifyAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ServerFailureKind.Unauthorized, failure.Kind);
    }

    private static void AssertSame(PlannedPlay play, SessionSnapshot session, DateTimeOffset now)
    {
        var kind = play.Device.Server;
        var live = play.Item.Kind == MediaKind.LiveTv;
        Assert.Equal((play.Device.Account.ExternalId, play.Device.Account.Name), (session.User.ExternalId, session.User.Name));
        Assert.Equal(live ? World.Programme(play.Item, now).Title : play.Item.Title, session.Media.Title);
        Assert.Equal(play.Address, session.Network.Address);
        Assert.Equal(play.Item.Duration, session.Duration);

        if (kind == ServerKind.Audiobookshelf)
        {
            AssertHeard(play, session, now);
        }
        else
        {
            // Emby and Jellyfin do not tell that a player waits for the network.
            var state = play.StateAt(now);
            Assert.Equal(kind != ServerKind.Plex && state == PlaybackState.Buffering ? PlaybackState.Playing : state, session.State);
        }

        if (!live && kind != ServerKind.Audiobookshelf)
        {
            Assert.InRange((session.Position!.Value - play.PositionAt(now)).TotalSeconds, -1, 1);
        }

        Assert.Equal(play.DeliveryAt(now).Decision, session.Stream.Decision);
    }

    /// <summary>Audiobookshelf tells no state: a pause shows only when the app has been silent for a while.</summary>
    private static void AssertHeard(PlannedPlay play, SessionSnapshot session, DateTimeOffset now)
    {
        var since = play.StateSince(now);
        var silent = now - AudiobookshelfSessions.UpdatedAt(play, now);
        Assert.Equal(play.StateAt(now) == PlaybackState.Paused && silent > ListeningStates.AppReportLimit ? PlaybackState.Paused : PlaybackState.Playing, session.State);

        // Until the first report after a change the position runs on as it did before.
        if (session.State == PlaybackState.Paused || (play.StateAt(now) == PlaybackState.Playing && AudiobookshelfSessions.UpdatedAt(play, now) > since))
        {
            Assert.InRange((session.Position!.Value - play.PositionAt(now)).TotalSeconds, -1, 1);
        }
    }

    /// <summary>Without the last words of sessions that are over.</summary>
    private static async Task<IReadOnlyList<SessionSnapshot>> RunningAsync(IMediaServerClient client) =>
        [.. (await client.GetSessionsAsync(TestContext.Current.CancellationToken)).Sessions.Where(s => s.EndedAt is null)];

    private static IMediaServerClient Open(DemoClock clock, ServerKind kind, string? token = null)
    {
        IMediaServerClientFactory factory = kind switch
        {
            ServerKind.Plex => new PlexClientFactory(clock.Factory),
            ServerKind.Emby => new EmbyClientFactory(clock.Factory),
            ServerKind.Jellyfin => new JellyfinClientFactory(clock.Factory),
            _ => new AudiobookshelfClientFactory(clock.Factory),
        };
        return factory.Create(DemoClock.Connection(kind, token));
    }
}
