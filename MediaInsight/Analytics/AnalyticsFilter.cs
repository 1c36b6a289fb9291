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
    public MediaKind? Kind { get; init; }

    /// <summary>A title with everything that lies in it: of a show all its episodes.</summary>
    public MediaItemId? Item { get; init; }

    /// <summary>The days up to and with today, today being one of them.</summary>
    public static AnalyticsFilter Last(int days, DateOnly today) => new() { From = today.AddDays(1 - days), To = today };
}

/// <summary>What "top" and "most" go by.</summary>
public enum TopBy
{
    WatchTime,
    Plays,
}
