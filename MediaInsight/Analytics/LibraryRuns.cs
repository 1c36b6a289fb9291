using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <param name="Changes">The first titles of each sort; at most <see cref="LibraryChange.MaxPerRun"/>, of larger ones the sums alone tell the rest.</param>
public sealed record LibraryRunRow(LibrarySyncRun Run, IReadOnlyList<LibraryChange> Changes);

/// <summary>What the last readings of a library found different. Libraries belong to nobody: for a limited reader there are none.</summary>
public sealed class LibraryRuns(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<LibraryRunRow>> NewestAsync(LibraryId library, int limit, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var runs = await db.LibrarySyncRuns.AsNoTracking().Where(r => r.LibraryId == library).OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. runs.Select(r => new LibraryRunRow(r, Read(r.ChangesJson)))];
    }

    private static List<LibraryChange> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<LibraryChange>>(json) ?? [];
        }
        catch (JsonException)
        {
            // Written by another version: the sums still tell.
            return [];
        }
    }
}
