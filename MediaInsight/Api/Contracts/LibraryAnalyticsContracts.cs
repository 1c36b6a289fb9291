namespace MediaInsight.Api.Contracts;

/// <param name="Items">Listed titles by kind.</param>
/// <param name="TotalItems">Playable titles.</param>
/// <param name="SizeByType">Bytes of the files of playable titles, by kind.</param>
/// <param name="Growth">Titles by the month in which the server got them, oldest first; only those that are still there.</param>
public sealed record LibraryOverviewAnswer(
    IReadOnlyDictionary<string, int> Items, int TotalItems, int FileCount, long? StorageBytes, double? StorageTotalGb, IReadOnlyDictionary<string, double> StorageGbByType,
    IReadOnlyList<LibraryGrowthMonth> Growth, int LibraryCount, int ServerCount);

/// <param name="Month">2026-11.</param>
/// <param name="TotalItems">All that came up to and with this month.</param>
public sealed record LibraryGrowthMonth(string Month, int Added, IReadOnlyDictionary<string, int> AddedByType, double AddedGb, int TotalItems);

/// <summary>How the libraries are watched.</summary>
public sealed record LibraryWatchAnswer(StatisticScope Filter, StatisticFiguresAnswer Total, WatchPatterns Patterns, IReadOnlyList<StatisticRowAnswer> MostWatched, IReadOnlyList<StatisticRowAnswer> LeastWatched,
    IReadOnlyList<EngagementRowAnswer> Engagement, BingeAnswer Binges);

/// <summary>In local time of the filter's zone.</summary>
public sealed record WatchPatterns(IReadOnlyList<StatisticRowAnswer> ByHour, IReadOnlyList<StatisticRowAnswer> ByWeekday, IReadOnlyList<StatisticRowAnswer> ByMonth);

internal static class Gigabytes
{
    /// <summary>10⁹ bytes.</summary>
    public static double Of(long bytes) => Math.Round(bytes / 1e9, 3);
}
