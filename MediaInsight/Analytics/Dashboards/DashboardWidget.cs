using System.Globalization;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Analytics.Dashboards;

public enum WidgetKind
{
    /// <summary>The strip of figures on top.</summary>
    Tiles,

    /// <summary>What is playing now.</summary>
    Now,

    /// <summary>Plays or hours of the last 30 days.</summary>
    Plays,

    /// <summary>Top viewers.</summary>
    Viewers,

    /// <summary>Most watched titles.</summary>
    Titles,

    /// <summary>Recently added.</summary>
    Recent,
    Servers,

    /// <summary>One of <see cref="StatisticCatalogue"/>.</summary>
    Statistic,

    /// <summary>A saved report of the same account.</summary>
    Report,
}

/// <summary>One part of a dashboard.</summary>
/// <param name="Subject">Id of the statistic, number of the report; null for the others.</param>
public sealed record DashboardWidget(WidgetKind Kind, string? Subject, bool IsHalf)
{
    /// <summary>Days of a statistic, a word of <see cref="FilterRange"/>; null: the usual ones.</summary>
    public string? Range { get; init; }

    /// <summary>The same part stands on a dashboard once.</summary>
    public string Key => Subject is null ? Kind.ToString().ToLowerInvariant() : $"{Kind.ToString().ToLowerInvariant()}.{Subject}";

    public int? ReportId => Kind == WidgetKind.Report && int.TryParse(Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static DashboardWidget Of(StatisticEntry entry) => new(WidgetKind.Statistic, entry.Id, true);

    public static DashboardWidget OfReport(int id) => new(WidgetKind.Report, id.ToString(CultureInfo.InvariantCulture), true);
}
