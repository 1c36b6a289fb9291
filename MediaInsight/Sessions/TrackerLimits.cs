using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>The numbers by which the tracker decides; per product and, for the thresholds, from settings.</summary>
public sealed record TrackerLimits
{
    /// <summary>Good readings without a session after which it has ended (decisions D1: two; Emby and Jellyfin three).</summary>
    public int MissedReadings { get; init; } = 2;

    /// <summary>And the time it must have been missed: announcements bring readings much closer together than the schedule does.</summary>
    public TimeSpan MinAbsence { get; init; }

    /// <summary>Most watch time that two readings can prove between them.</summary>
    public TimeSpan MaxObservedGap { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often clients report where the product tells when they did; time after a report is proven by the next one.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A client silent for longer than this is dead: what was observed since its last report is not watch time. Jellyfin
    /// itself ends such sessions after five minutes, never earlier.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(270);

    /// <summary>Where no client reports are told: a position that stands still this long while "playing" proves nothing more.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A session that comes back after a longer unseen stretch is another play, unless its position goes on where it was.</summary>
    public TimeSpan RejoinLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A first quality that lasts shorter is a server that had not made up its mind; it is replaced, not kept as a segment.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A stream that keeps changing gets no more segments than this; the last one goes on.</summary>
    public int MaxSegments { get; init; } = 200;

    /// <summary>Closer to the end than this counts as the end.</summary>
    public TimeSpan EndZone { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Fraction of the duration after which a film, episode or track counts as watched, 0–1; 0: never. Tautulli's default.</summary>
    public double WatchedFraction { get; init; } = 0.85;

    /// <summary>The same for audiobooks and podcasts.</summary>
    public double ListenedFraction { get; init; } = 0.90;

    public static TrackerLimits For(ServerKind kind) => kind is ServerKind.Emby or ServerKind.Jellyfin ? new() { MissedReadings = 3 } : new();

    public double FractionFor(MediaKind kind) => kind is MediaKind.Audiobook or MediaKind.PodcastEpisode ? ListenedFraction : WatchedFraction;
}
