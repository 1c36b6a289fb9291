using MediaInsight.Domain;

namespace MediaInsight.Analytics;

/// <summary>Which plays a statistic is about. Null: any.</summary>
public sealed record AnalyticsFilter
{
    public static readonly AnalyticsFilter AllTime = new();

    /// <summary>First day of the site, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the site, included.</summary>
    public DateOnly? To { get; init; }
    public ServerId? Server { get; init; }
    public ViewerId? Viewer { get; init; }

    /// <summary>One account of a person.</summary>
    public ServerUserId? User { get; init; }
    public LibraryId? Library { get; init; }
    public MediaKind? Kind { get; init; }
    public StreamDecision? Decision { get; init; }

    /// <summary>A title with everything that lies in it: of a show all its episodes.</summary>
    public MediaItemId? Item { get; init; }

    /// <summary>The days up to and with today, today being one of them.</summary>
    public static AnalyticsFilter Last(int days, DateOnly today) => new() { From = today.AddDays(1 - days), To = today };

    /// <summary>The same number of days right before the range; null when the range is open.</summary>
    public AnalyticsFilter? Previous() => From is { } from && To is { } to
        ? this with { From = from.AddDays(from.DayNumber - to.DayNumber - 1), To = from.AddDays(-1) }
        : null;
}

/// <summary>What "top" and "most" go by.</summary>
public enum TopBy
{
    WatchTime,
    Plays,
}

internal static class TopMeasures
{
    public static Statistics.StatisticMeasure Measure(this TopBy by) => by == TopBy.Plays ? Statistics.StatisticMeasure.Plays : Statistics.StatisticMeasure.WatchTime;
}
