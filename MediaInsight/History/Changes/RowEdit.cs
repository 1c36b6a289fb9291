using System.Text.Json;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>Columns of one row, before and after: written as <see cref="StoredRows"/> writes values.</summary>
/// <param name="Key">Name of the key column.</param>
internal sealed record RowEdit(string Table, string Key, long Number, JsonObject Before, JsonObject After);

/// <summary>What one play becomes: edits of its row and of its segments.</summary>
internal sealed record PlayEdit(long Number, ServerUserId User, IReadOnlyList<RowEdit> Edits);

/// <summary>Writes edits with what they replaced. Works inside the caller's transaction.</summary>
internal static class PlayEdits
{
    /// <summary>How many plays were changed; one whose values are not those that were read stays as it is.</summary>
    public static async Task<int> ApplyAsync(MediaInsightDb db, long change, IEnumerable<PlayEdit> edits, CancellationToken cancellationToken)
    {
        var done = 0;
        List<PlayEdit> plays = [.. edits];
        var numbers = plays.ConvertAll(p => p.Number);

        // A chain may be met again by a later batch of the same change.
        var known = await db.DataChangeRows.Where(r => r.ChangeId == change && numbers.Contains(r.PlayNumber)).ToDictionaryAsync(r => r.PlayNumber, cancellationToken);
        foreach (var play in plays)
        {
            var written = new List<RowEdit>();
            foreach (var edit in play.Edits)
            {
                if (await StoredRows.UpdateAsync(db, edit.Table, edit.Key, edit.Number, edit.After, edit.Before, cancellationToken))
                {
                    written.Add(edit);
                }
            }

            if (written.Count == 0)
            {
                continue;
            }

            done++;
            if (known.TryGetValue(play.Number, out var row))
            {
                row.EditsJson = JsonSerializer.Serialize(Read(row).Concat(written));
            }
            else
            {
                db.DataChangeRows.Add(new() { ChangeId = change, PlayNumber = play.Number, UserId = play.User, EditsJson = JsonSerializer.Serialize(written) });
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return done;
    }

    /// <summary>Puts the former values back where the new ones still stand; how many plays that was.</summary>
    public static async Task<int> TakeBackAsync(MediaInsightDb db, long change, long[] numbers, CancellationToken cancellationToken)
    {
        var rows = await db.DataChangeRows.AsNoTracking().Where(r => r.ChangeId == change && numbers.Contains(r.PlayNumber)).ToListAsync(cancellationToken);
        var done = 0;
        foreach (var row in rows)
        {
            var all = true;
            foreach (var edit in Enumerable.Reverse(Read(row)))
            {
                all &= await StoredRows.UpdateAsync(db, edit.Table, edit.Key, edit.Number, edit.Before, edit.After, cancellationToken);
            }

            done += all ? 1 : 0;
        }

        await db.DataChangeRows.Where(r => r.ChangeId == change && numbers.Contains(r.PlayNumber)).ExecuteDeleteAsync(cancellationToken);
        return done;
    }

    private static RowEdit[] Read(DataChangeRow row) => JsonSerializer.Deserialize<RowEdit[]>(row.EditsJson) ?? [];
}
