using System.Text.Json;
using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.InMemory;

/// <summary>Brings a reading of the index up to date: of plays only those that changed, with their chains, are read again.</summary>
internal static class PlayIndexPatch
{
    /// <summary>Beyond this many changes all is read anew: that is one straight walk.</summary>
    private const int MaxChanges = 20_000;

    /// <summary>Up to so many numbers are looked for one by one.</summary>
    private const int FewNumbers = 64;

    /// <returns>Null: too much has changed, read all.</returns>
    public static async Task<PlayIndexReading?> ApplyAsync(MediaInsightDb db, PlayIndexReading old, CancellationToken cancellationToken)
    {
        await using var snapshot = await ReadSnapshot.BeginAsync(db, cancellationToken);
        var changes = await db.Database.SqlQueryRaw<Change>("SELECT seq AS Seq, subject AS Subject, number AS Number, chain AS Chain FROM index_changes WHERE seq > {0} ORDER BY seq LIMIT {1}", old.Seq, MaxChanges + 1)
            .ToListAsync(cancellationToken);
        if (changes.Count == 0)
        {
            return old;
        }

        if (changes.Count > MaxChanges)
        {
            return null;
        }

        var plays = changes.Where(c => c.Subject == IndexChange.OfPlay).ToList();
        var fresh = await PlaysAsync(db, plays, cancellationToken);
        var gone = plays.Select(p => checked((int)p.Number)).Concat(fresh.Select(p => p.Number)).ToHashSet();
        var names = changes.Any(c => c.Subject == IndexChange.OfNames) || fresh.Any(p => !Knows(old.Names, p)) ? await NameRows.Async(db, cancellationToken) : old.Names;
        var items = changes.Where(c => c.Subject == IndexChange.OfItem).Select(c => (int)c.Number).Where(old.Items.Knows)
            .Concat(fresh.Select(p => p.Item).Where(i => !old.Items.Knows(i))).Distinct().ToList();
        var found = new List<PlayedItem>();
        if (items.Count > 0)
        {
            await foreach (var item in ItemRows.Async(db, "i.id IN (SELECT value FROM json_each($ids))", items, cancellationToken))
            {
                found.Add(item);
            }
        }

        var touched = new List<(long, long)>(fresh.Select(p => (p.StartedMs, p.StoppedMs)));
        AddMoved(old, names, touched);
        return new()
        {
            Seq = changes[^1].Seq,
            Blocks = gone.Count == 0 ? old.Blocks : Replaced(old.Blocks, gone, fresh, touched),
            Items = old.Items,
            Names = names,
            Derived = old.Derived,
            ChangedItems = found,
            Touched = touched,
        };
    }

    /// <summary>Plays of accounts that belong to another person now.</summary>
    private static void AddMoved(PlayIndexReading old, PlayNames names, List<(long, long)> touched)
    {
        var moved = ReferenceEquals(old.Names, names) ? [] : old.Names.Accounts.Values.Where(a => names.Accounts.GetValueOrDefault(a.Id)?.Viewer != a.Viewer).Select(a => a.Id).ToList();
        foreach (var block in moved.Count == 0 ? [] : old.Blocks)
        {
            foreach (var account in moved)
            {
                foreach (var row in block.ByAccount.Of(account))
                {
                    touched.Add((block.StartedMs[row], block.StoppedMs[row]));
                }
            }
        }
    }

    private static bool Knows(PlayNames names, PlayEntry play) =>
        names.Accounts.ContainsKey(play.Account) && names.Devices.ContainsKey(play.Device) && play.Profile < names.Profiles.Length && names.Profiles[play.Profile] is not null;

    // Everything in a chain that changed is read again: another play may now be its first.
    private static async Task<List<PlayEntry>> PlaysAsync(MediaInsightDb db, List<Change> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        await using var command = PlayIndexLoading.Command(db, $"""
            SELECT {PlayRows.Columns} FROM (
              SELECT value AS number FROM json_each($numbers)
              UNION SELECT c.number FROM plays c WHERE c.chain_number IN (SELECT value FROM json_each($chains))) k
            CROSS JOIN plays p ON p.number = k.number JOIN stream_profiles s ON s.id = p.stream_profile_id
            WHERE p.stopped_at IS NOT NULL ORDER BY p.started_at, p.number
            """);
        foreach (var (name, values) in new[] { ("$numbers", changes.Select(c => c.Number)), ("$chains", changes.Select(c => c.Chain)) })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = JsonSerializer.Serialize(values.Distinct());
            command.Parameters.Add(parameter);
        }

        var rows = new List<PlayEntry>();
        var chains = new ChainMarks(_ => true);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (play, chain) = PlayRows.Read(reader);
            rows.Add(chains.Mark(play, chain, rows.Count, out var completes));
            if (completes >= 0)
            {
                rows[completes] = rows[completes] with { Marks = rows[completes].Marks | PlayMarks.ChainCompleted };
            }
        }

        return rows;
    }

    private static List<PlayBlock> Replaced(IReadOnlyList<PlayBlock> blocks, HashSet<int> gone, List<PlayEntry> fresh, List<(long, long)> touched)
    {
        int[] few = gone.Count <= FewNumbers ? [.. gone] : [];
        var result = new List<PlayBlock>(blocks.Count + 1);
        var next = 0;
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];

            // What began before the next block begins belongs into this one.
            var until = b + 1 < blocks.Count ? (blocks[b + 1].StartedMs[0], blocks[b + 1].Number[0]) : (long.MaxValue, int.MaxValue);
            var end = next;
            while (end < fresh.Count && (fresh[end].StartedMs, fresh[end].Number).CompareTo(until) < 0)
            {
                end++;
            }

            // Numbers of a block lie close together: most blocks need not be searched for a few.
            var mayHold = few.Length == 0 || Array.Exists(few, n => n >= block.FirstNumber && n <= block.LastNumber);
            if (end == next && !(mayHold && Array.Exists(block.Number, gone.Contains)))
            {
                result.Add(block);
                continue;
            }

            var rows = new List<PlayEntry>(block.Count + end - next);
            for (var r = 0; r < block.Count; r++)
            {
                if (gone.Contains(block.Number[r]))
                {
                    touched.Add((block.StartedMs[r], block.StoppedMs[r]));
                }
                else
                {
                    rows.Add(block.Entry(r));
                }
            }

            rows.AddRange(fresh[next..end]);
            rows.Sort(static (a, b) => a.StartedMs != b.StartedMs ? a.StartedMs.CompareTo(b.StartedMs) : a.Number.CompareTo(b.Number));
            result.AddRange(Blocks([.. rows]));
            next = end;
        }

        result.AddRange(Blocks([.. fresh[next..]]));
        return result;
    }

    // Half full where a block overflows, so that the next change does not split it again.
    private static IEnumerable<PlayBlock> Blocks(PlayEntry[] rows)
    {
        var size = rows.Length <= PlayBlock.MaxRows ? PlayBlock.MaxRows : PlayBlock.MaxRows / 2;
        for (var at = 0; at < rows.Length; at += size)
        {
            yield return PlayBlock.Of(rows.AsSpan(at, Math.Min(size, rows.Length - at)));
        }
    }

    internal sealed class Change
    {
        public long Seq { get; init; }
        public int Subject { get; init; }
        public long Number { get; init; }
        public long Chain { get; init; }
    }
}
