using System.Security.Claims;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Domain;
using MediaInsight.History.Changes;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Quality;

/// <param name="Backup">Name of the backup that was made first; null when there was nothing to do.</param>
public sealed record RepairOutcome(int Found, int Fixed, long? ChangeId, string? Backup);

/// <summary>Applies what <see cref="QualityReport"/> planned: first a verified backup, then batch by batch, each undoable. What is not suspicious any more when its turn comes is left alone.</summary>
public sealed class QualityRepair(QualityReport report, DatabaseBackup backup, BackupShelf shelf, ChangeLog changes, PlayBin bin)
{
    /// <param name="key">Of the check.</param>
    /// <param name="numbers">Some of its findings; null: all.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="progress">Told how many are done, after every batch.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task<RepairOutcome> ApplyAsync(string key, IReadOnlyCollection<long>? numbers, ClaimsPrincipal by, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ChangeLog.Demand(by, Permissions.ManageSettings);
        if (QualityReport.Find(key) is not { } check)
        {
            return new(0, 0, null, null);
        }

        IReadOnlyList<long> chosen = numbers is null ? await report.NumbersAsync(check, cancellationToken) : [.. numbers.Distinct()];
        if (chosen.Count == 0)
        {
            return new(0, 0, null, null);
        }

        var made = await backup.CreateAsync(BackupReason.BeforeFix, cancellationToken);
        shelf.Rotate();
        var outcome = await changes.RunAsync(
            DataChangeKind.Fixed, "data.fix", $"Fixed: {check.Title.ToLowerInvariant()}", by, chosen, (db, change, batch, token) => ApplyAsync(db, change, check, batch, token), progress, cancellationToken);
        return new(chosen.Count, outcome.Done, outcome.ChangeId, made.Name);
    }

    private async Task<int> ApplyAsync(MediaInsightDb db, long change, IPlayCheck check, long[] batch, CancellationToken cancellationToken)
    {
        var findings = (await report.RemediesAsync(db, check, batch, cancellationToken)).Where(f => f.Remedied is not null).ToList();
        long[] deleted = [.. findings.Where(f => f.Remedied!.IsDelete).Select(f => f.Suspicion.Number)]; // non-null: filtered
        var done = deleted.Length > 0 ? await bin.DeleteAsync(db, change, deleted, cancellationToken) : 0;
        var altered = findings.Where(f => !f.Remedied!.IsDelete).ToList(); // non-null: filtered
        var segments = (await StoredRows.ReadAsync(db, "play_segments", "play_number", [.. altered.Select(f => f.Suspicion.Number)], cancellationToken))
            .ToDictionary(s => s.Row["id"]!.GetValue<long>(), s => s.Row); // non-null: the key of the table
        var edits = altered.Select(f => new PlayEdit(
            f.Suspicion.Number, f.User,
            [
                .. new[] { Edit("plays", "number", f.Suspicion.Number, f.Row, f.Remedied!.Play) }
                    .Concat(f.Remedied.Segments.Where(s => segments.ContainsKey(s.Key)).Select(s => Edit("play_segments", "id", s.Key, segments[s.Key], s.Value)))
                    .OfType<RowEdit>(),
            ]));
        return done + await PlayEdits.ApplyAsync(db, change, edits, cancellationToken);
    }

    /// <summary>Null when nothing would be different.</summary>
    private static RowEdit? Edit(string table, string key, long number, JsonObject row, JsonObject wanted)
    {
        var different = wanted.Where(v => !JsonNode.DeepEquals(row[v.Key], v.Value)).ToList();
        return different.Count == 0 ? null : new(
            table, key, number,
            new(different.Select(v => KeyValuePair.Create(v.Key, row[v.Key]?.DeepClone()))),
            new(different.Select(v => KeyValuePair.Create(v.Key, v.Value?.DeepClone()))));
    }
}
