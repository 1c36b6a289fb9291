using MediaInsight.Platform;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Data.Backup;

/// <summary>Asks SQLite whether the live file is whole. Reads only; writers go on.</summary>
internal sealed class IntegrityCheckJob(AppPaths paths) : IJob
{
    public const string JobName = "integrity-check";

    public string Name => JobName;

    public string Description => "Has SQLite check every page and index of the database.";

    public JobSchedule Schedule => new(TimeSpan.FromDays(7), null, false);

    public Task<string> RunAsync(CancellationToken cancellationToken) => Task.Run(() =>
    {
        using var connection = SqliteFiles.OpenOwn(paths.Database, SqliteOpenMode.ReadWrite);
        if (SqliteFiles.Damage(connection) is { } damage)
        {
            throw new InvalidOperationException($"The database is damaged: {damage}. Restore the last verified backup.");
        }

        var loose = SqliteFiles.Words(connection, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 5");
        return loose.Count == 0
            ? "Every page and index is in order."
            : throw new InvalidOperationException($"Rows point at others that are gone, in {string.Join(", ", loose.Distinct())}. Restore the last verified backup if pages show errors.");
    }, cancellationToken);
}
