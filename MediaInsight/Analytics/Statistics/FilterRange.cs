using System.Globalization;

namespace MediaInsight.Analytics.Statistics;

/// <summary>The words for stretches of days, as addresses and the API say them. Today counts as one of the days; weeks begin on Monday.</summary>
public static class FilterRange
{
    public const string Default = "30d";
    public const string All = "all";

    /// <summary>Named by its days: from, to or both.</summary>
    public const string Custom = "custom";

    /// <summary>Nothing was played before, and nothing is shown more than a year ahead.</summary>
    public static readonly DateOnly Earliest = new(1990, 1, 1);

    private const int MaxDays = 9999;

    /// <summary>What a page offers, in this order.</summary>
    public static IReadOnlyList<(string Word, string Label)> Choices { get; } =
    [
        ("today", "Today"), ("yesterday", "Yesterday"), ("7d", "Last 7 days"), ("14d", "Last 14 days"), ("30d", "Last 30 days"), ("90d", "Last 90 days"), ("365d", "Last 365 days"),
        ("this-week", "This week"), ("this-month", "This month"), ("last-month", "Last month"), ("this-year", "This year"), ("last-year", "Last year"), (All, "All time"),
    ];

    /// <summary>First and last day, both included; nulls for all time. Null for a word that is none.</summary>
    public static (DateOnly? From, DateOnly? To)? Of(string word, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var year = new DateOnly(today.Year, 1, 1);
        return word switch
        {
            "today" => (today, today),
            "yesterday" => (today.AddDays(-1), today.AddDays(-1)),
            "this-week" => (today.AddDays(-(((int)today.DayOfWeek + 6) % 7)), today),
            "this-month" => (month, today),
            "last-month" => (month.AddMonths(-1), month.AddDays(-1)),
            "this-year" => (year, today),
            "last-year" => (year.AddYears(-1), year.AddDays(-1)),
            All => (null, null),
            _ => Days(word) is { } days ? (today.AddDays(1 - days), today) : null,
        };
    }

    public static DateOnly Latest(DateOnly today) => today.AddYears(1);

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int? Days(string word) =>
        word.EndsWith('d') && int.TryParse(word[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays ? days : null;
}
