namespace MediaInsight.History.InMemory;

/// <summary>On which days of Greenwich something about plays has changed, for what is added up by day and kept.</summary>
/// <param name="IsEverything">Nobody knows: all was read anew.</param>
internal sealed record TouchedDays(bool IsEverything, IReadOnlySet<DateOnly> Days)
{
    public static readonly TouchedDays None = new(false, new HashSet<DateOnly>());

    public bool IsEmpty => !IsEverything && Days.Count == 0;

    public TouchedDays And(TouchedDays other) =>
        IsEmpty ? other : other.IsEmpty ? this : new(IsEverything || other.IsEverything, new HashSet<DateOnly>(Days.Concat(other.Days)));

    /// <param name="spans">Unix ms; null: everything.</param>
    public static TouchedDays Of(IReadOnlyList<(long FromMs, long ToMs)>? spans)
    {
        var days = new HashSet<DateOnly>();
        foreach (var (from, to) in spans ?? [])
        {
            for (var (day, last) = (Day(from), Day(Math.Min(to, from + PlaySelection.LongestMs))); day <= last; day = day.AddDays(1))
            {
                days.Add(day);
            }
        }

        return new(spans is null, days);
    }

    private static DateOnly Day(long ms) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime);
}
