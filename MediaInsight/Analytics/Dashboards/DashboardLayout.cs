namespace MediaInsight.Analytics.Dashboards;

/// <summary>How an account arranged its dashboard. None: as it comes.</summary>
public sealed class DashboardLayout
{
    public const int MaxWidgets = 4000;

    public required string OwnerId { get; init; }

    /// <summary>Widgets in order, separated by commas: statistic:top-movies:half.</summary>
    public required string Widgets { get; set; }
    public required DateTimeOffset ChangedAt { get; set; }
}
