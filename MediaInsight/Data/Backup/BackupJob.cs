using MediaInsight.Platform;

namespace MediaInsight.Data.Backup;

/// <summary>The nightly backup.</summary>
internal sealed class BackupJob(DatabaseBackup backup, BackupShelf shelf, SettingsStore settings) : IJob
{
    public string Name => "backup";

    public string Description => "Copies the database, verifies the copy, and then lets older nightly backups go.";

    public JobSchedule Schedule => JobSchedule.Daily(3, 30);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.Get<BackupSettings>().Nightly)
        {
            return "Switched off in the settings.";
        }

        // Throws when the copy cannot be trusted: nothing is rotated then, and the run is shown as failed.
        var made = await backup.CreateAsync(BackupReason.Nightly, cancellationToken);
        var gone = shelf.Rotate();
        return $"{made.Name}, {made.SizeBytes / 1e6:0.0} MB, verified; {gone} older ones deleted.";
    }
}
