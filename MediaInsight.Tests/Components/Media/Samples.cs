using System.Collections.Immutable;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Sessions;

namespace MediaInsight.Tests.Components.Media;

/// <summary>A running session, valid by default.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public const string Hostile = "<img src=x onerror=\"alert(1)\">";

    public static MediaRef Film(string title = "Stalker") => new() { ExternalId = "1", Kind = MediaKind.Movie, Title = title, Year = 1979 };

    public static SessionSnapshot Snapshot(int number = 1) => new()
    {
        Key = new($"slot{number}", "ann", "1"),
        User = new("ann", "ann"),
        Media = Film(),
        State = PlaybackState.Playing,
        Position = TimeSpan.FromMinutes(30),
        Duration = TimeSpan.FromMinutes(120),
        Device = new() { Name = "Living room", ClientName = "Plex for LG" },
        Network = new("192.168.1.4", NetworkLocation.Lan),
        BandwidthKbps = 8000,
        Stream = new() { Decision = StreamDecision.DirectPlay, Source = new() { VideoCodec = "hevc", Resolution = "2160p", BitrateKbps = 8000 } },
    };

    public static LiveSession Session(SessionSnapshot? snapshot = null, int number = 1, int viewer = 1, int server = 1, string person = "Ann", Func<ActiveSession, ActiveSession>? change = null)
    {
        var latest = snapshot ?? Snapshot(number);
        var active = new ActiveSession
        {
            Id = Id(number),
            ServerId = new(server),
            Latest = latest,
            StartedAt = Now.AddMinutes(-40).AddSeconds(number),
            Clocks = new() { LastSeenAt = Now, State = latest.State, StateSince = Now.AddMinutes(-5), WatchedMs = 1_800_000, PausedMs = 600_000 },
            Segment = new() { Ordinal = 0, StartedAt = Now.AddMinutes(-40), Stream = latest.Stream },
        };
        return new(change?.Invoke(active) ?? active, "Attic", ServerKind.Plex, false, new(viewer), new(viewer), person, new(number));
    }

    public static PlayId Id(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static LiveSnapshot Live(params ImmutableArray<LiveSession> sessions) => new(sessions, false);
}
