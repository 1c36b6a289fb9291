using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics;

/// <summary>One kind of media on one day; days and kinds without anything have no row.</summary>
public sealed record DayPlays(DateOnly Day, MediaKind Kind, long Plays, long WatchedMs);

/// <param name="Days">Every day of the range, oldest first, also those without plays.</param>
public sealed record PlaysByDayResult(IReadOnlyList<DateOnly> Days, IReadOnlyList<DayPlays> Rows)
{
    public long Plays => Rows.Sum(r => r.Plays);

    public long WatchedMs => Rows.Sum(r => r.WatchedMs);

    /// <summary>The kinds that occur, most watched first.</summary>
    public IReadOnlyList<MediaKind> Kinds() => [.. Rows.GroupBy(r => r.Kind).OrderByDescending(g => g.Sum(r => r.WatchedMs)).ThenBy(g => g.Key).Select(g => g.Key)];

    /// <summary>One number for each of <see cref="Days"/>, zeros included.</summary>
    public IReadOnlyList<long> PerDay(Func<DayPlays, long> amount, MediaKind? kind = null)
    {
        var sums = Rows.Where(r => kind is null || r.Kind == kind).GroupBy(r => r.Day).ToDictionary(g => g.Key, g => g.Sum(amount));
        return [.. Days.Select(d => sums.GetValueOrDefault(d))];
    }
}

/// <summary>How many plays, and how much was watched, on each day of a range.</summary>
public sealed class PlaysByDay(StatisticReader statistics)
{
    /// <summary>Without a first day the range begins with the first play, without a last one it ends with <paramref name="today"/>.</summary>
    public async Task<PlaysByDayResult> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var result = await statistics.ReadAsync(
            new() { Filter = filter, By = StatisticSplit.Day, Then = StatisticSplit.Kind, ThenLimit = StatisticRequest.MaxThenLimit }, zone, today, scope, cancellationToken);
        var days = result.Rows.Select(r => DateOnly.ParseExact(r.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        return new(days, [.. result.Rows.SelectMany((row, day) => row.Parts
            .Select((part, kind) => new DayPlays(days[day], result.Parts[kind].Kind ?? MediaKind.Other, part.Plays, part.WatchedMs))
            .Where(p => p.Plays > 0 || p.WatchedMs > 0)
            .OrderBy(p => p.Kind))]);
    }
}
