using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Jobs;

/// <summary>Keeps the record of runs short.</summary>
internal sealed class CleanupJob(DatabaseWriter writer, SettingsStore settings) : IJob
{
    public string Name => "cleanup";

    public string Description => "Forgets old runs of jobs; the newest of each stay.";

    public JobSchedule Schedule => JobSchedule.Daily(4, 10);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var most = settings.Get<RetentionSettings>().JobRuns;
        var gone = await writer.RunAsync(async (db, token) =>
        {
            var count = 0;
            foreach (var job in await db.JobRuns.Select(r => r.Job).Distinct().ToListAsync(token))
            {
                var kept = db.JobRuns.Where(r => r.Job == job).OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Select(r => r.Id).Take(most);
                count += await db.JobRuns.Where(r => r.Job == job && !kept.Contains(r.Id)).ExecuteDeleteAsync(token);
            }

            return count;
        }, cancellationToken);
        return gone == 0 ? "Nothing to forget." : gone == 1 ? "Forgot 1 old run." : $"Forgot {gone} old runs.";
    }
}
