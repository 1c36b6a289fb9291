using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Daily;

/// <summary>Works out what <see cref="DailyStat"/> keeps, for some days at once.</summary>
internal sealed class DailyFigures(StatisticReader statistics, IDbContextFactory<MediaInsightDb> factory, TimeProvider time)
{
    /// <summary>One row for every day of the range.</summary>
    public async Task<IReadOnlyList<DailyStat>> ReadAsync(DateOnly from, DateOnly to, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var plays = await statistics.ReadAsync(
            new() { Filter = new() { From = from, To = to }, By = StatisticSplit.Day, WithViewers = true }, zone, to, ReadScope.Everything, cancellationToken);
        var starts = TimeBuckets.Of(StatisticSplit.Day, from, to, zone).Starts;
        var now = time.GetUtcNow();
        var days = plays.Rows.Select((row, day) => new DailyStat
        {
            StatDate = from.AddDays(day),
            TotalPlays = row.Figures.Plays,
            UniqueUsers = row.Figures.Viewers ?? 0,
            TotalWatchMinutes = row.Figures.WatchedMs / 60_000,
            TotalBytesServed = row.Figures.Bytes,
            Transcodes = row.Figures.Transcodes,
            DirectPlays = row.Figures.DirectPlays,
            DirectStreams = row.Figures.DirectStreams,
            ComputedAt = now,
        }).ToList();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await AddFailuresAsync(db, days, starts, cancellationToken);
        await AddLibrariesAsync(db, days, starts, cancellationToken);
        return days;
    }

    private static async Task AddFailuresAsync(MediaInsightDb db, List<DailyStat> days, long[] starts, CancellationToken cancellationToken)
    {
        var (from, before) = (DateTimeOffset.FromUnixTimeMilliseconds(starts[0]), DateTimeOffset.FromUnixTimeMilliseconds(starts[^1]));
        var failed = await db.TranscodeRecords.AsNoTracking().Where(t => t.StartedAt >= from && t.StartedAt < before && t.Failure != null).Select(t => t.StartedAt).ToListAsync(cancellationToken);
        foreach (var at in failed)
        {
            days[DayOf(starts, at.ToUnixTimeMilliseconds())].TranscodeFailures++;
        }
    }

    // Titles that are no longer listed keep their dates: what was there on a past day can be told.
    private static async Task AddLibrariesAsync(MediaInsightDb db, List<DailyStat> days, long[] starts, CancellationToken cancellationToken)
    {
        var titles = new int[days.Count + 1];
        var bytes = new long[days.Count + 1];
        var rows = db.MediaItems.AsNoTracking().Where(i => i.ListedAt != null && i.Kind < MediaKind.Show)
            .Select(i => new { i.AddedAt, i.ListedAt, i.RemovedAt, i.SizeBytes }).AsAsyncEnumerable();
        await foreach (var item in rows.WithCancellation(cancellationToken))
        {
            // Until the end of the day: a title is there from the day on which it came to the day before the one on which it went.
            var added = (item.AddedAt ?? item.ListedAt!.Value).ToUnixTimeMilliseconds(); // non-null: only listed ones are read
            if (added >= starts[^1])
            {
                continue;
            }

            var first = added < starts[0] ? 0 : DayOf(starts, added);
            var gone = item.RemovedAt is not { } removed || removed.ToUnixTimeMilliseconds() >= starts[^1] ? days.Count
                : removed.ToUnixTimeMilliseconds() < starts[0] ? 0 : DayOf(starts, removed.ToUnixTimeMilliseconds());
            if (item.AddedAt is not null && added >= starts[0])
            {
                days[first].NewMediaAdded++;
            }

            if (gone > first)
            {
                titles[first]++;
                titles[gone]--;
                bytes[first] += item.SizeBytes ?? 0;
                bytes[gone] -= item.SizeBytes ?? 0;
            }
        }

        var (size, used) = (0, 0L);
        for (var day = 0; day < days.Count; day++)
        {
            size += titles[day];
            used += bytes[day];
            days[day].LibrarySizeTotal = size;
            days[day].StorageUsedBytes = used;
        }
    }

    private static int DayOf(long[] starts, long instant)
    {
        var found = Array.BinarySearch(starts, instant);
        return found >= 0 ? found : ~found - 1;
    }
}
