using MediaInsight.Analytics.Statistics.Rollups;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <summary>
/// A range cut where the clock of a zone says so: into days or into hours, daylight saving included, each piece belonging
/// to a group (its day, its hour of the day). Pieces follow one another without a gap.
/// </summary>
internal sealed class TimeBuckets
{
    private TimeBuckets(long[] starts, int[] groups, IReadOnlyList<string> ids)
    {
        Starts = starts;
        Groups = groups;
        Ids = ids;
    }

    /// <summary>Unix ms: begin of every piece, and the end of the last one.</summary>
    public long[] Starts { get; }

    /// <summary>Of every piece.</summary>
    public int[] Groups { get; }

    /// <summary>Of every group; see <see cref="StatisticKey.Id"/>.</summary>
    public IReadOnlyList<string> Ids { get; }

    public TimeZoneInfo Zone { get; private init; } = TimeZoneInfo.Utc;

    private StatisticSplit Split { get; init; }

    private DateOnly First { get; init; }

    /// <summary>The coarsest cut of time that still tells the groups apart.</summary>
    public RollupUnit Unit => Split switch
    {
        StatisticSplit.Month or StatisticSplit.Year => RollupUnit.Month,
        StatisticSplit.HourOfDay or StatisticSplit.WeekdayHour => RollupUnit.WeekHour,
        _ => RollupUnit.Day,
    };

    /// <summary>Of a piece of the <see cref="Unit"/> that lies in the range.</summary>
    public int GroupOf(int piece) => Split switch
    {
        StatisticSplit.Day => piece - First.DayNumber,
        StatisticSplit.Month => piece - ((First.Year * 12) + First.Month - 1),
        StatisticSplit.Year => (piece / 12) - First.Year,
        StatisticSplit.Weekday => piece % 7,   // day 0 was a Monday
        StatisticSplit.HourOfDay => piece % 24,
        _ => piece,
    };

    public static bool IsTime(StatisticSplit split) => split is >= StatisticSplit.Day and <= StatisticSplit.WeekdayHour;

    public static TimeBuckets Of(StatisticSplit split, DateOnly first, DateOnly last, TimeZoneInfo zone)
    {
        var cut = Cut(split, first, last, zone);
        return new(cut.Starts, cut.Groups, cut.Ids) { Split = split, First = first, Zone = zone };
    }

    private static TimeBuckets Cut(StatisticSplit split, DateOnly first, DateOnly last, TimeZoneInfo zone) => split switch
    {
        StatisticSplit.Day => Days(first, last, zone, d => Iso(d)),
        StatisticSplit.Month => Days(first, last, zone, d => Iso(d)[..7]),
        StatisticSplit.Year => Days(first, last, zone, d => Iso(d)[..4]),
        StatisticSplit.Weekday => Fixed(first, last, zone, Weekdays),
        StatisticSplit.HourOfDay => Hours(first, last, zone, [.. Enumerable.Range(0, 24).Select(Number)], (_, hour) => hour),
        StatisticSplit.WeekdayHour => Hours(first, last, zone, [.. Weekdays.SelectMany(d => Enumerable.Range(0, 24).Select(h => $"{d}-{Number(h)}"))], (day, hour) => (Weekday(day) * 24) + hour),
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "is no split by time"),
    };

    /// <summary>Monday first.</summary>
    public static IReadOnlyList<string> Weekdays { get; } = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static int Weekday(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Days of one group that follow each other are one piece.
    private static TimeBuckets Days(DateOnly first, DateOnly last, TimeZoneInfo zone, Func<DateOnly, string> id)
    {
        var (starts, groups, ids) = (new List<long>(), new List<int>(), new List<string>());
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var now = id(day);
            if (ids.Count > 0 && ids[^1] == now)
            {
                continue;
            }

            starts.Add(StartMs(day, zone));
            groups.Add(ids.Count);
            ids.Add(now);
        }

        starts.Add(StartMs(last.AddDays(1), zone));
        return new([.. starts], [.. groups], ids);
    }

    private static TimeBuckets Fixed(DateOnly first, DateOnly last, TimeZoneInfo zone, IReadOnlyList<string> ids)
    {
        var days = Days(first, last, zone, Iso);
        return new(days.Starts, [.. Enumerable.Range(0, days.Groups.Length).Select(i => Weekday(first.AddDays(i)))], ids);
    }

    private static TimeBuckets Hours(DateOnly first, DateOnly last, TimeZoneInfo zone, IReadOnlyList<string> ids, Func<DateOnly, int, int> group)
    {
        const long Hour = 3_600_000;
        var (starts, groups) = (new List<long>(), new List<int>());
        var next = StartMs(first, zone);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var (start, end) = (next, StartMs(day.AddDays(1), zone));
            next = end;
            if (end - start == 24 * Hour)
            {
                for (var hour = 0; hour < 24; hour++)
                {
                    starts.Add(start + (hour * Hour));
                    groups.Add(group(day, hour));
                }

                continue;
            }

            // A day on which the clock is set: from one full local hour to the next.
            for (var at = start; at < end;)
            {
                var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).DateTime;
                starts.Add(at);
                groups.Add(group(day, local.Hour));
                at += Hour - (((local.Minute * 60) + local.Second) * 1000L);
            }
        }

        starts.Add(next);
        return new([.. starts], [.. groups], ids);
    }

    private static long StartMs(DateOnly day, TimeZoneInfo zone) => SiteDays.Start(day, zone).ToUnixTimeMilliseconds();
}
