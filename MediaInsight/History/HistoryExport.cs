using System.Runtime.CompilerServices;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Reads all plays that match, for a file. Each portion is a query of its own: no reader holds the database for minutes.</summary>
public sealed class HistoryExport(IDbContextFactory<MediaInsightDb> factory, HistoryQuery history)
{
    /// <summary>Plays that are in memory at once.</summary>
    private const int Portion = 1000;

    /// <summary>In the filter's order; its page is left aside. Plays that end meanwhile may be missing.</summary>
    public async IAsyncEnumerable<HistoryRow> RowsAsync(HistoryFilter filter, ReadScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Eight bytes per play; what they say is read portion by portion.
        foreach (var numbers in (await history.NumbersAsync(filter, scope, cancellationToken)).Chunk(Portion))
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            var rows = (await HistoryQuery.RowsAsync(db, db.Plays.AsNoTracking().Where(p => numbers.Contains(p.Number)), cancellationToken)).ToDictionary(r => r.Number);
            foreach (var number in numbers)
            {
                if (rows.TryGetValue(number, out var row))
                {
                    yield return row;
                }
            }
        }
    }
}
