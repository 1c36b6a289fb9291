using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>A stretch in which an invented server was not watched: nothing is known of what was played then.</summary>
internal sealed record DemoGap(ServerKind Server, DateTimeOffset From, DateTimeOffset To, string Reason)
{
    public bool Hides(DemoPlay play) => play.Server == Server && play.StartedAt < To && play.StoppedAt > From;
}

/// <summary>No household's servers ran through without a break.</summary>
internal static class DemoGaps
{
    private const string Refused = "Cannot connect: connection refused.";

    public static IReadOnlyList<DemoGap> Before(DateTimeOffset now)
    {
        DemoGap Of(ServerKind server, double daysAgo, double hours, string reason) => new(server, now.AddDays(-daysAgo), now.AddDays(-daysAgo).AddHours(hours), reason);
        return
        [
            Of(ServerKind.Plex, 8.6, 9, Refused),
            Of(ServerKind.Jellyfin, 17.2, 0.75, "The server did not answer within 10 s."),
            Of(ServerKind.Emby, 18.4, 26, Refused),
            Of(ServerKind.Plex, 63.3, 3, Refused),
            Of(ServerKind.Audiobookshelf, 121.5, 40, Refused),
        ];
    }
}
