namespace MediaInsight.Analytics;

/// <summary>Lays the plays of one title on a line of days or months: a title of last week is told by day, an old one by month.</summary>
internal static class ItemCourses
{
    private const int MaxDays = 62;

    /// <summary>Ten years; of an older title the newest months are told.</summary>
    private const int MaxMonths = 120;
    private const int MinDays = 14;

    public static ItemCourse Of(IEnumerable<(DateOnly Day, long Plays)> plays, DateOnly? first, DateOnly today)
    {
        if (first is not { } begin || begin > today)
        {
            return new(false, []);
        }

        var days = today.DayNumber - begin.DayNumber + 1;
        if (days <= MaxDays)
        {
            var sums = plays.GroupBy(p => p.Day).ToDictionary(g => g.Key, g => g.Sum(p => p.Plays));
            var shown = Math.Max(days, MinDays);
            return new(false, [.. Enumerable.Range(1 - shown, shown).Select(i => today.AddDays(i)).Select(d => new PlaysAt(d, sums.GetValueOrDefault(d)))]);
        }

        var months = Math.Min(MaxMonths, ((today.Year - begin.Year) * 12) + today.Month - begin.Month + 1);
        var byMonth = plays.GroupBy(p => MonthOf(p.Day)).ToDictionary(g => g.Key, g => g.Sum(p => p.Plays));
        return new(true, [.. Enumerable.Range(1 - months, months).Select(i => MonthOf(today).AddMonths(i)).Select(m => new PlaysAt(m, byMonth.GetValueOrDefault(m)))]);
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
