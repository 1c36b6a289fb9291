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

    /// <summary>On a line through moments, oldest first. Each tells how long the stretches were that lie between it and the one before.</summary>
    public static ChartGaps OfMoments(IReadOnlyList<DateTimeOffset> moments, IReadOnlyList<UnobservedStretch> stretches, CultureInfo culture)
    {
        var touching = moments.Count < 2 ? [] : stretches.Where(s => s.From < moments[^1] && s.To > moments[0]).ToList();
        if (touching.Count == 0)
        {
            return None;
        }

        // A point stands in the middle of its label.
        var times = moments.ToList();
        return new(Laid(touching, at => Place(times, at) + 0.5), [.. times.Select((at, i) => Words(touching.Where(s => s.From < at && s.To > times[Math.Max(0, i - 1)]), s => s.To - s.From, culture))]);
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
        return new(Laid(stretches, at => Place(starts, at)), [.. steps.Select((_, i) => Words(
            stretches.Where(s => s.From < starts[i + 1] && s.To > starts[i]), s => (s.To < starts[i + 1] ? s.To : starts[i + 1]) - (s.From > starts[i] ? s.From : starts[i]), culture))]);
    }

    private static List<ChartBand> Laid(IReadOnlyList<UnobservedStretch> stretches, Func<DateTimeOffset, double> place)
    {
        var bands = new List<ChartBand>();
        foreach (var stretch in stretches.OrderBy(s => s.From))
        {
            var (from, to) = (place(stretch.From), place(stretch.To));
            if (bands is [.., var last] && from <= last.To)
            {
                bands[^1] = last with { To = Math.Max(last.To, to) };
            }
            else if (to > from)
            {
                bands.Add(new(from, to));
            }
        }

        return bands;
    }

    private static string? Words(IEnumerable<UnobservedStretch> stretches, Func<UnobservedStretch, TimeSpan> length, CultureInfo culture)
    {
        var servers = stretches.GroupBy(s => s.ServerName, length)
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
