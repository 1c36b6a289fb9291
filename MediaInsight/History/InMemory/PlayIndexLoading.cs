using System.Data.Common;
using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.InMemory;

/// <summary>Reads the whole index: one straight walk over the plays as they lie in the file, which is nearly the order in which they began.</summary>
internal static class PlayIndexLoading
{
    // As PlayRows, without asking for the profile of each play.
    private const string Plays = """
        SELECT number, chain_number, started_at, stopped_at, watched_ms, user_id, media_item_id, device_id, stream_profile_id, COALESCE(library_id, -1), server_id, kind,
          COALESCE(decision, -1), COALESCE(location, -1), COALESCE(percent_permille, -1), COALESCE(bandwidth_kbps, 0), is_short, certainty, completed
        FROM plays NOT INDEXED WHERE stopped_at IS NOT NULL
        """;

    public static async Task<PlayIndexReading> AllAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        // Plays, names and the number of the last change are of one moment.
        await using var snapshot = await ReadSnapshot.BeginAsync(db, cancellationToken);
        var seq = await db.Database.SqlQueryRaw<long>("SELECT COALESCE(MAX(seq), 0) AS Value FROM index_changes").SingleAsync(cancellationToken);
        var blocks = await Task.Run(() => Blocks(db, cancellationToken), cancellationToken);
        var items = new PlayedItems();
        await foreach (var item in ItemRows.Async(db, "EXISTS (SELECT 1 FROM plays p WHERE p.media_item_id = i.id)", null, cancellationToken))
        {
            items.Put(item);
        }

        return new() { Seq = seq, Blocks = blocks, Items = items, Names = await NameRows.Async(db, cancellationToken) };
    }

    private static List<PlayBlock> Blocks(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var rates = new Dictionary<long, int>();
        NumberRows.Read(db, "SELECT id, COALESCE(bitrate_kbps, 0) FROM stream_profiles", v => rates[v[0]] = checked((int)v[1]), cancellationToken);
        var (blocks, rows, count, isInOrder, last) = (new List<PlayBlock>(), new PlayEntry[PlayBlock.MaxRows], 0, true, long.MinValue);
        NumberRows.Read(
            db,
            Plays,
            values =>
            {
                ref var row = ref rows[count];
                row = Entry(values, rates);
                (isInOrder, last) = (isInOrder && row.StartedMs >= last, row.StartedMs);
                if (++count == rows.Length)
                {
                    blocks.Add(PlayBlock.Of(rows));
                    count = 0;
                }
            },
            cancellationToken);
        if (count > 0)
        {
            blocks.Add(PlayBlock.Of(rows.AsSpan(0, count)));
        }

        blocks = isInOrder ? blocks : Sorted(blocks);
        MarkChains(blocks);
        return blocks;
    }

    private static PlayEntry Entry(ReadOnlySpan<long> row, Dictionary<long, int> rates) => new()
    {
        Number = checked((int)row[0]),
        Chain = checked((int)row[1]),
        StartedMs = row[2],
        StoppedMs = row[3],
        WatchedMs = row[4],
        Account = checked((int)row[5]),
        Item = checked((int)row[6]),
        Device = checked((int)row[7]),
        Profile = checked((int)row[8]),
        Library = checked((int)row[9]),
        Server = checked((short)row[10]),
        Kind = (sbyte)row[11],
        Decision = (sbyte)row[12],
        Location = (sbyte)row[13],
        Permille = row[14] < 0 ? (short)-1 : (short)Math.Min(row[14], 1000),
        Kbps = rates.GetValueOrDefault(row[8]) is var rate && rate != 0 ? rate : checked((int)row[15]),
        Marks = PlayRows.Marks(row[16] != 0, (PlayCertainty)row[17], row[18] != 0),
    };

    /// <summary>Plays that were imported lie behind later ones.</summary>
    private static List<PlayBlock> Sorted(List<PlayBlock> found)
    {
        var order = new (long StartedMs, int Place)[found.Sum(b => b.Count)];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = (found[i / PlayBlock.MaxRows].StartedMs[i % PlayBlock.MaxRows], i);
        }

        // Plays that began at the same instant keep the order of their numbers, in which they were found.
        order.AsSpan().Sort(static (a, b) => a.StartedMs != b.StartedMs ? a.StartedMs.CompareTo(b.StartedMs) : a.Place.CompareTo(b.Place));
        var (blocks, rows) = (new List<PlayBlock>(found.Count), new PlayEntry[PlayBlock.MaxRows]);
        for (var i = 0; i < order.Length; i += rows.Length)
        {
            var count = Math.Min(rows.Length, order.Length - i);
            for (var n = 0; n < count; n++)
            {
                var place = order[i + n].Place;
                rows[n] = found[place / PlayBlock.MaxRows].Entry(place % PlayBlock.MaxRows);
            }

            blocks.Add(PlayBlock.Of(rows.AsSpan(0, count)));
        }

        return blocks;
    }

    private static void MarkChains(List<PlayBlock> blocks)
    {
        var shared = new HashSet<long>();
        foreach (var block in blocks)
        {
            for (var r = 0; r < block.Count; r++)
            {
                if (block.Chain[r] != block.Number[r])
                {
                    shared.Add(block.Chain[r]);
                }
            }
        }

        var chains = new ChainMarks(shared.Contains);
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            for (var r = 0; r < block.Count; r++)
            {
                block.Marks[r] = chains.Mark(block.Entry(r), block.Chain[r], (b * PlayBlock.MaxRows) + r, out var completes).Marks;
                if (completes >= 0)
                {
                    blocks[completes / PlayBlock.MaxRows].Marks[completes % PlayBlock.MaxRows] |= PlayMarks.ChainCompleted;
                }
            }
        }
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
