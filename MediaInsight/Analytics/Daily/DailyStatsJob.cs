using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Daily;

/// <summary>
/// Writes one row for yesterday, and again for the days before it: plays are imported, filled in and given to others
/// later. Written by date: another run overwrites, nothing is doubled.
/// </summary>
internal sealed class DailyStatsJob(DailyFigures figures, DatabaseWriter writer, SettingsStore settings, TimeProvider time) : IJob
{
    public const int Days = 30;

    public string Name => "daily-stats";
    public string Description => "Writes the figures of yesterday, and those of the 29 days before anew, to the table daily_stats.";
    public JobSchedule Schedule => JobSchedule.Daily(0, 5, atStart: true);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        var yesterday = SiteDays.Of(time.GetUtcNow(), zone).AddDays(-1);
        var days = await figures.ReadAsync(yesterday.AddDays(1 - Days), yesterday, zone, cancellationToken);
        var added = await writer.RunAsync((db, token) => StoreAsync(db, days, token), cancellationToken);
        return $"{added} days added, {days.Count - added} brought up to date.";
    }

    private static async Task<int> StoreAsync(MediaInsightDb db, IReadOnlyList<DailyStat> days, CancellationToken cancellationToken)
    {
        var (from, to) = (days[0].StatDate, days[^1].StatDate);
        var stored = await db.DailyStats.Where(s => s.StatDate >= from && s.StatDate <= to).ToDictionaryAsync(s => s.StatDate, cancellationToken);
        foreach (var day in days)
        {
            if (stored.TryGetValue(day.StatDate, out var row))
            {
                db.Entry(row).CurrentValues.SetValues(day);
            }
            else
            {
                // Of its own: the writer may run this again.
                var fresh = db.Add(new DailyStat { StatDate = day.StatDate });
                fresh.CurrentValues.SetValues(day);
            }
        }

        return days.Count - stored.Count;
    }
}
