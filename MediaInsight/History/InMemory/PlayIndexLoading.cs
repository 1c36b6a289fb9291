using System.Data.Common;
using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.InMemory;

/// <summary>Reads the whole index: one straight walk over the finished plays in the order of their start.</summary>
internal static class PlayIndexLoading
{
    public static async Task<PlayIndexReading> AllAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        // Plays, names and the number of the last change are of one moment.
        await using var snapshot = await ReadSnapshot.BeginAsync(db, cancellationToken);
        var seq = await db.Database.SqlQueryRaw<long>("SELECT COALESCE(MAX(seq), 0) AS Value FROM index_changes").SingleAsync(cancellationToken);
        var shared = (await db.Database.SqlQueryRaw<long>("SELECT DISTINCT chain_number AS Value FROM plays WHERE chain_number <> number").ToListAsync(cancellationToken)).ToHashSet();
        var blocks = await BlocksAsync(db, new(shared.Contains), cancellationToken);
        var items = new PlayedItems();
        await foreach (var item in ItemRows.Async(db, "EXISTS (SELECT 1 FROM plays p WHERE p.media_item_id = i.id)", null, cancellationToken))
        {
            items.Put(item);
        }

        return new() { Seq = seq, Blocks = blocks, Items = items, Names = await NameRows.Async(db, cancellationToken) };
    }

    private static async Task<List<PlayBlock>> BlocksAsync(MediaInsightDb db, ChainMarks chains, CancellationToken cancellationToken)
    {
        var blocks = new List<PlayBlock>();
        var rows = new PlayEntry[PlayBlock.MaxRows];
        var count = 0;
        await using var command = Command(db, $"SELECT {PlayRows.Columns} {PlayRows.From} WHERE p.stopped_at IS NOT NULL ORDER BY p.started_at, p.number");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (play, chain) = PlayRows.Read(reader);
            rows[count] = chains.Mark(play, chain, (blocks.Count * PlayBlock.MaxRows) + count, out var completes);
            if (completes >= blocks.Count * PlayBlock.MaxRows)
            {
                var first = completes % PlayBlock.MaxRows;
                rows[first] = rows[first] with { Marks = rows[first].Marks | PlayMarks.ChainCompleted };
            }
            else if (completes >= 0)
            {
                blocks[completes / PlayBlock.MaxRows].Marks[completes % PlayBlock.MaxRows] |= PlayMarks.ChainCompleted;
            }

            if (++count == rows.Length)
            {
                blocks.Add(PlayBlock.Of(rows));
                count = 0;
            }
        }

        if (count > 0)
        {
            blocks.Add(PlayBlock.Of(rows.AsSpan(0, count)));
        }

        return blocks;
    }

    public static DbCommand Command(MediaInsightDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction is { } current
            ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(current)
            : null;
        return command;
    }
}
