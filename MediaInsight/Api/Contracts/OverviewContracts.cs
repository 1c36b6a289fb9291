using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Api.Contracts;

/// <summary>The installation at a glance. "Today" is the day of the site, "week" are today and the six days before.</summary>
/// <param name="BandwidthTodayBytes">Estimate: bitrate × watch time.</param>
/// <param name="FailuresToday">Conversions that a server reported, or that are taken, for failed.</param>
/// <param name="LibrarySize">Playable titles.</param>
/// <param name="CpuPercent">Of the machine this program runs on, as memory and disk are: its newest reading, null when there is none of the last minutes.</param>
/// <param name="Estimates">Names of the figures that are estimates.</param>
public sealed record OverviewAnswer(
    int ActiveStreams, int ActiveTranscodes, double ActiveBandwidthMbps, long TotalPlaysToday, long TotalPlaysWeek, int UniqueUsersToday, double WatchedTodaySeconds, long BandwidthTodayBytes,
    int LibrarySize, long? StorageUsedBytes, long TranscodesToday, long DirectPlaysToday, long DirectStreamsToday, long FailuresToday,
    double? CpuPercent, double? MemoryPercent, double? DiskFreeGb, IReadOnlyList<string> Estimates);

/// <param name="Recent">The last 50, newest first.</param>
public sealed record StreamsAnswer(IReadOnlyList<SessionRow> Active, IReadOnlyList<SessionRow> Recent);

/// <param name="Unknown">Plays whose server did not say.</param>
public sealed record StreamsBreakdown(int? Days, long DirectPlays, long DirectStreams, long Transcodes, long Unknown, long Total)
{
    internal static StreamsBreakdown Of(int? days, StatisticFigures f) =>
        new(days, f.DirectPlays, f.DirectStreams, f.Transcodes, Math.Max(0, f.Plays - f.DirectPlays - f.DirectStreams - f.Transcodes), f.Plays);
}

public sealed record WatchActivityAnswer(IReadOnlyList<SessionRow> Items, long Total, int Limit);

/// <param name="FavoriteGenre">The one most time went into; null when no title tells any.</param>
public sealed record UserActivityRow(string ViewerId, string Name, long TotalPlays, double WatchMinutes, DateTimeOffset? LastActiveAt, string? FavoriteGenre);

public sealed record UserActivityAnswer(IReadOnlyList<UserActivityRow> Items, int Total);

/// <summary>One day of the site. Null: not told of that day.</summary>
/// <param name="TotalBytesServed">Estimate: bitrate × watch time.</param>
/// <param name="MeasuredBytesServed">What the servers that count it (Plex) say they sent; of days no longer than a month ago, and never narrowed.</param>
public sealed record TrendDay(
    DateOnly StatDate, long TotalPlays, int UniqueUsers, long TotalWatchMinutes, long TotalBytesServed, long Transcodes, long DirectPlays, long DirectStreams, long? TranscodeFailures,
    int? NewMediaAdded, int? LibrarySizeTotal, long? StorageUsedBytes, long? MeasuredBytesServed);

public sealed record TrendsAnswer(DateOnly From, DateOnly To, IReadOnlyList<TrendDay> Items, IReadOnlyList<string> Estimates);
