using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Charts;

/// <summary>A stretch along the labels: 2.5 is the middle of the third.</summary>
public readonly record struct ChartBand(double From, double To);

/// <summary>Where a chart's figures may miss something, because nobody watched.</summary>
/// <param name="Bands">Drawn behind the figures; not overlapping, oldest first.</param>
/// <param name="Texts">One per label: what was not watched, and for how long; null for nothing.</param>
public sealed record ChartGaps(IReadOnlyList<ChartBand> Bands, IReadOnlyList<string?> Texts)
{
    public const string Name = "Not observed";

    /// <summary>Longer lists of servers are told by their number.</summary>
    private const int MaxNames = 3;

    public static ChartGaps None { get; } = new([], []);

    public bool IsEmpty => Bands.Count == 0;

    /// <summary>On a chart of days.</summary>
    public static ChartGaps OfDays(IReadOnlyList<DateOnly> days, IReadOnlyList<UnobservedStretch> stretches, TimeZoneInfo zone, CultureInfo culture) =>
        days.Count == 0 ? None : Of(days, days[^1].AddDays(1), stretches, zone, culture);

    /// <summary>On a chart of months, each named by a day of it.</summary>
    public static ChartGaps OfMonths(IReadOnlyList<DateOnly> months, IReadOnlyList<UnobservedStretch> stretches, TimeZoneInfo zone, CultureInfo culture)
    {
        DateOnly[] firsts = [.. months.Select(m => m.AddDays(1 - m.Day))];
        return firsts.Length == 0 ? None : Of(firsts, firsts[^1].AddMonths(1), stretches, zone, culture);
    }

    /// <summary>By content, as the charts compare what they drew.</summary>
    public bool Equals(ChartGaps? other) => other is not null && Bands.SequenceEqual(other.Bands) && Texts.SequenceEqual(other.Texts);

    public override int GetHashCode() => HashCode.Combine(Bands.Count, Texts.Count);

    private static ChartGaps Of(IReadOnlyList<DateOnly> steps, DateOnly end, IReadOnlyList<UnobservedStretch> stretches, TimeZoneInfo zone, CultureInfo culture)
    {
        if (stretches.Count == 0)
        {
            return None;
        }

        var starts = steps.Append(end).Select(d => SiteDays.Start(d, zone)).ToList();
        var bands = new List<ChartBand>();
        foreach (var stretch in stretches.OrderBy(s => s.From))
        {
            var (from, to) = (Place(starts, stretch.From), Place(starts, stretch.To));
            if (bands is [.., var last] && from <= last.To)
            {
                bands[^1] = last with { To = Math.Max(last.To, to) };
            }
            else if (to > from)
            {
                bands.Add(new(from, to));
            }
        }

        return new(bands, [.. steps.Select((_, i) => Words(stretches, starts[i], starts[i + 1], culture))]);
    }

    private static string? Words(IReadOnlyList<UnobservedStretch> stretches, DateTimeOffset from, DateTimeOffset to, CultureInfo culture)
    {
        var servers = stretches.Where(s => s.From < to && s.To > from)
            .GroupBy(s => s.ServerName, s => (s.To < to ? s.To : to) - (s.From > from ? s.From : from))
            .Select(g => (g.Key, Length: g.Aggregate(TimeSpan.Zero, (sum, l) => sum + l)))
            .OrderByDescending(g => g.Length).ToList();
        return servers.Count switch
        {
            0 => null,
            <= MaxNames => string.Join(", ", servers.Select(s => $"{s.Key} {Formats.Duration(s.Length, culture)}")),
            _ => $"{servers.Count} servers, up to {Formats.Duration(servers[0].Length, culture)}",
        };
    }

    private static double Place(List<DateTimeOffset> starts, DateTimeOffset at)
    {
        if (at <= starts[0])
        {
            return 0;
        }

        var day = starts.FindLastIndex(s => s <= at);
        return day >= starts.Count - 1 ? starts.Count - 1 : Math.Round(day + ((at - starts[day]) / (starts[day + 1] - starts[day])), 4);
    }
}
