using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Analytics.Reviews;

/// <summary>The days a review looks back on, both included.</summary>
public readonly record struct ReviewPeriod(DateOnly From, DateOnly To)
{
    /// <summary>Ten years: what statistics split by days answer.</summary>
    public const int MaxDays = 3650;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The calendar year, when it is one from its first day on; also one that is not over yet.</summary>
    public int? Year => From is { Month: 1, Day: 1 } && To.Year == From.Year ? From.Year : null;

    public bool IsWholeYear => Year is not null && To is { Month: 12, Day: 31 };

    /// <summary>What it is compared with: of (a part of) a year the same days a year earlier, else as many days right before.</summary>
    public ReviewPeriod Before => Year is not null ? new(From.AddYears(-1), To.AddYears(-1)) : new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>Last year until the end of January, when people look back; this year so far afterwards.</summary>
    public static ReviewPeriod Usual(DateOnly today) => today.Month == 1 ? OfYear(today.Year - 1, today) : OfYear(today.Year, today);

    /// <summary>To its end, or to today.</summary>
    public static ReviewPeriod OfYear(int year, DateOnly today) => new(new(year, 1, 1), year == today.Year ? today : new(year, 12, 31));

    /// <summary>From the words of an address: a year, or from and to. What cannot be used is named, and the usual period stands in.</summary>
    public static (ReviewPeriod Period, FilterProblem? Problem) Parse(string? year, string? from, string? to, DateOnly today)
    {
        var usual = Usual(today);
        (ReviewPeriod, FilterProblem?) Refused(string field, string message) => (usual, new(field, message));
        if (!string.IsNullOrWhiteSpace(from) || !string.IsNullOrWhiteSpace(to))
        {
            if (FilterRange.Day(from ?? "") is not { } first)
            {
                return Refused("from", "Write both days like 2026-01-31.");
            }

            if (FilterRange.Day(to ?? "") is not { } last)
            {
                return Refused("to", "Write both days like 2026-01-31.");
            }

            return first > last ? Refused("from", "The first day is after the last.")
                : first < FilterRange.Earliest || last > FilterRange.Latest(today)
                    ? Refused(first < FilterRange.Earliest ? "from" : "to", $"Days go from {FilterRange.Day(FilterRange.Earliest)} to {FilterRange.Day(FilterRange.Latest(today))}.")
                : last.DayNumber - first.DayNumber >= MaxDays ? Refused("from", "A review looks back on ten years at most.")
                : (new(first, last), null);
        }

        if (string.IsNullOrWhiteSpace(year))
        {
            return (usual, null);
        }

        return int.TryParse(year, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= FilterRange.Earliest.Year && number <= today.Year
            ? (OfYear(number, today), null)
            : Refused("year", $"Years go from {FilterRange.Earliest.Year} to {today.Year}.");
    }
}
