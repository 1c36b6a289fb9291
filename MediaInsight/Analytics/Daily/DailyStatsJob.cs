using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;

namespace MediaInsight.Analytics.Daily;

/// <summary>
/// Writes one row for yesterday, and again for the days before it: plays are imported, filled in and given to others
/// later. Written by date: another run overwrites, nothing is doubled.
/// </summary>
internal sealed class DailyStatsJob(DailyRolls rolls, SettingsStore settings, TimeProvider time) : IJob
{
    public const int Days = 30;

    public string Name => "daily-stats";
    public string Description => "Writes the figures of yesterday, and those of the 29 days before anew, to the table daily_stats.";
    public JobSchedule Schedule => JobSchedule.Daily(0, 5, atStart: true);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        var yesterday = SiteDays.Of(time.GetUtcNow(), zone).AddDays(-1);
        var (days, added) = await rolls.RollAsync(yesterday.AddDays(1 - Days), yesterday, zone, cancellationToken);
        return $"{added} days added, {days - added} brought up to date.";
    }
}
