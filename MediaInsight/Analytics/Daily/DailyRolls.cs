using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Daily;

/// <summary>Works out days and writes them to the table. One at a time: what was worked out first is written first.</summary>
internal sealed class DailyRolls(DailyFigures figures, DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Days of a range, every one of them.</summary>
    /// <returns>How many there are, and how many of them were not in the table.</returns>
    public Task<(int Days, int Added)> RollAsync(DateOnly from, DateOnly to, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        RollAsync(from, to, zone, (_, _) => true, cancellationToken);

    /// <summary>Of a range those days that are wanted and differ from what is stored.</summary>
    public Task<(int Days, int Added)> CorrectAsync(DateOnly from, DateOnly to, TimeZoneInfo zone, Func<DateOnly, bool> wanted, CancellationToken cancellationToken) =>
        RollAsync(from, to, zone, (day, stored) => wanted(day.StatDate) && (stored is null ? day is not { TotalPlays: 0, TotalWatchMinutes: 0, UniqueUsers: 0 } : !IsSame(day, stored)), cancellationToken);

    /// <summary>The oldest day in the table.</summary>
    public async Task<DateOnly?> FirstAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.DailyStats.AsNoTracking().OrderBy(s => s.StatDate).Select(s => (DateOnly?)s.StatDate).FirstOrDefaultAsync(cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(int Days, int Added)> RollAsync(DateOnly from, DateOnly to, TimeZoneInfo zone, Func<DailyStat, DailyStat?, bool> isDue, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var days = await figures.ReadAsync(from, to, zone, cancellationToken);
            return await writer.RunAsync((db, token) => StoreAsync(db, days, isDue, token), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<(int Days, int Added)> StoreAsync(MediaInsightDb db, IReadOnlyList<DailyStat> days, Func<DailyStat, DailyStat?, bool> isDue, CancellationToken cancellationToken)
    {
        var (from, to) = (days[0].StatDate, days[^1].StatDate);
        var stored = await db.DailyStats.Where(s => s.StatDate >= from && s.StatDate <= to).ToDictionaryAsync(s => s.StatDate, cancellationToken);
        var (written, added) = (0, 0);
        foreach (var day in days)
        {
            var row = stored.GetValueOrDefault(day.StatDate);
            if (!isDue(day, row))
            {
                continue;
            }

            written++;
            if (row is not null)
            {
                db.Entry(row).CurrentValues.SetValues(day);
            }
            else
            {
                // Of its own: the writer may run this again.
                added++;
                var fresh = db.Add(new DailyStat { StatDate = day.StatDate });
                fresh.CurrentValues.SetValues(day);
            }
        }

        return (written, added);
    }

    private static bool IsSame(DailyStat a, DailyStat b) =>
        (a.TotalPlays, a.UniqueUsers, a.TotalWatchMinutes, a.TotalBytesServed, a.Transcodes, a.DirectPlays, a.DirectStreams, a.TranscodeFailures, a.NewMediaAdded, a.LibrarySizeTotal, a.StorageUsedBytes)
        == (b.TotalPlays, b.UniqueUsers, b.TotalWatchMinutes, b.TotalBytesServed, b.Transcodes, b.DirectPlays, b.DirectStreams, b.TranscodeFailures, b.NewMediaAdded, b.LibrarySizeTotal, b.StorageUsedBytes);
}
