using System.Globalization;

namespace MediaInsight.Components.Ui;

/// <summary>Days of the site, both inclusive; null is open. Its text form is what stands in the address.</summary>
public sealed record DateRange(DateOnly? From, DateOnly? To, string Preset)
{
    public const string Custom = "custom";

    public static IReadOnlyList<Choice<string>> Presets { get; } =
    [
        new("today", "Today"),
        new("7d", "Last 7 days"),
        new("30d", "Last 30 days"),
        new("90d", "Last 90 days"),
        new("365d", "Last 365 days"),
        new("all", "All time"),
    ];

    /// <summary>Today counts as one of the days. An unknown word is all time.</summary>
    public static DateRange Of(string preset, DateOnly today) => preset switch
    {
        "today" => new(today, today, preset),
        "7d" => new(today.AddDays(-6), today, preset),
        "30d" => new(today.AddDays(-29), today, preset),
        "90d" => new(today.AddDays(-89), today, preset),
        "365d" => new(today.AddDays(-364), today, preset),
        _ => new(null, null, "all"),
    };

    /// <summary>Reads "30d" or "2026-01-01..2026-02-01" (either side may be missing); anything else is <paramref name="fallback"/>.</summary>
    public static DateRange Parse(string? text, DateOnly today, string fallback = "30d")
    {
        if (text is not null && Presets.Any(p => p.Value == text))
        {
            return Of(text, today);
        }

        var parts = text?.Split("..");
        if (parts is not { Length: 2 })
        {
            return Of(fallback, today);
        }

        var from = Day(parts[0]);
        var to = Day(parts[1]);
        return from is null && to is null ? Of(fallback, today) : from > to ? new(to, from, Custom) : new(from, to, Custom);
    }

    public override string ToString() => Preset == Custom ? $"{From:yyyy-MM-dd}..{To:yyyy-MM-dd}" : Preset;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
