using System.Data.Common;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Daily;

/// <summary>
/// Keeps the table of days right: a day on which plays were added, changed, deleted, put back or given to others is worked
/// out anew within a minute, whoever did it. The plays in memory tell which days those are; after a start nobody knows, and
/// every day is looked at.
/// </summary>
internal sealed partial class DailyStatsUpkeep(PlayIndex index, DailyRolls rolls, Statistics.StatisticReader statistics, SettingsStore settings, TimeProvider time, ILogger<DailyStatsUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Worked out and written at once.</summary>
    private const int DaysAtOnce = 400;

    private string? _zone;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await CorrectAsync(stoppingToken);
                }
                catch (DbException problem)
                {
                    LogFailed(problem);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    /// <returns>How many days were written.</returns>
    internal async Task<int> CorrectAsync(CancellationToken cancellationToken)
    {
        await index.RefreshAsync(cancellationToken);
        var zone = settings.Get<SiteSettings>().Zone();
        var touched = index.TakeTouched();
        touched = _zone is { } known && known != zone.Id ? touched with { IsEverything = true } : touched;
        if (touched.IsEmpty)
        {
            return 0;
        }

        try
        {
            var written = await CorrectAsync(touched, zone, cancellationToken);
            _zone = zone.Id;
            return written;
        }
        catch
        {
            index.Touch(touched);
            throw;
        }
    }

    private async Task<int> CorrectAsync(TouchedDays touched, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        // Today has no row yet.
        var yesterday = SiteDays.Of(time.GetUtcNow(), zone).AddDays(-1);
        if (await FirstAsync(touched, zone, cancellationToken) is not { } first)
        {
            return 0;
        }

        // A day of the site begins up to a day before or after that of Greenwich.
        bool IsTouched(DateOnly day) => touched.IsEverything || touched.Days.Contains(day) || touched.Days.Contains(day.AddDays(-1)) || touched.Days.Contains(day.AddDays(1));
        var written = 0;
        for (var from = first; from <= yesterday; from = from.AddDays(DaysAtOnce))
        {
            var to = from.AddDays(DaysAtOnce - 1) is var end && end > yesterday ? yesterday : end;
            var (lowest, highest) = Ends(from, to, IsTouched);
            written += lowest <= highest ? (await rolls.CorrectAsync(lowest, highest, zone, IsTouched, cancellationToken)).Days : 0;
        }

        return written;
    }

    /// <summary>The first day that may have to be written; null: none.</summary>
    private async Task<DateOnly?> FirstAsync(TouchedDays touched, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (!touched.IsEverything)
        {
            return touched.Days.Min().AddDays(-1);
        }

        var stored = await rolls.FirstAsync(cancellationToken);
        var played = (await statistics.ReadAsync(new(), zone, default, ReadScope.Everything, cancellationToken)).Total.FirstAt is { } at ? SiteDays.Of(at, zone) : (DateOnly?)null;
        return stored is null || played < stored ? played ?? stored : stored;
    }

    private static (DateOnly Lowest, DateOnly Highest) Ends(DateOnly from, DateOnly to, Func<DateOnly, bool> isTouched)
    {
        while (from <= to && !isTouched(from))
        {
            from = from.AddDays(1);
        }

        while (to > from && !isTouched(to))
        {
            to = to.AddDays(-1);
        }

        return (from, to);
    }

    [LoggerMessage(1590, LogLevel.Warning, "The table of days could not be brought up to date; it is tried again")]
    private partial void LogFailed(Exception problem);
}
