using System.Buffers;
using System.Numerics;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>A title that a person completed more than once. Sorted: most completions first, then the last one newest, then by number.</summary>
internal readonly record struct RewatchPair(int Person, int Title, int Completions, long FirstMs, long LastMs, long ShortestMs) : IComparable<RewatchPair>
{
    public int CompareTo(RewatchPair other)
    {
        var compared = other.Completions.CompareTo(Completions);
        compared = compared != 0 ? compared : other.LastMs.CompareTo(LastMs);
        compared = compared != 0 ? compared : Person.CompareTo(other.Person);
        return compared != 0 ? compared : Title.CompareTo(other.Title);
    }
}

/// <summary>
/// Pairs of a person and a title that the person completed more than once. Completed plays are picked out of the blocks side
/// by side; most pairs are completed once: two bits for each tell that, and only the others are remembered, each at the place
/// that its bit has among the bits.
/// </summary>
internal sealed class RewatchWalk(PlayIndexReading reading, PlaySelection selection, Persons persons)
{
    /// <summary>Persons × titles that are looked at in one walk: 8 MB. More persons take another one.</summary>
    private const int MostPairs = 32_000_000;

    private const PlayMarks Completed = PlayMarks.First | PlayMarks.ChainCompleted;

    private readonly int[] _titles = reading.Items.Items.OfItem;

    // Places of titles that each person has: persons share no word of 64 bits.
    private readonly int _stride = Math.Max(1, (reading.Items.Items.Count + 63) / 64) * 64;

    /// <summary>Of some persons at a time. Each list is lent until the next one is asked for: new ones of this size would be collected with all memory.</summary>
    public IEnumerable<ArraySegment<RewatchPair>> Pairs()
    {
        var atOnce = Math.Max(1, MostPairs / _stride);
        for (var first = 0; first < persons.Count; first += atOnce)
        {
            var found = Of(first, Math.Min(atOnce, persons.Count - first));
            yield return found;
            ArrayPool<RewatchPair>.Shared.Return(found.Array!); // non-null: it was lent
        }
    }

    private ArraySegment<RewatchPair> Of(int first, int count)
    {
        var runs = Picked(first, count);
        var words = count * (_stride / 64);
        var (once, again, before) = (ArrayPool<ulong>.Shared.Rent(words), ArrayPool<ulong>.Shared.Rent(words), ArrayPool<int>.Shared.Rent(words));
        once.AsSpan(0, words).Clear();
        again.AsSpan(0, words).Clear();
        foreach (var run in runs)
        {
            foreach (var place in run.Places.AsSpan(0, run.Count))
            {
                ref var word = ref once[place >> 6];
                var bit = 1UL << (place & 63);
                again[place >> 6] |= word & bit;
                word |= bit;
            }
        }

        var pairs = 0;
        for (var i = 0; i < words; i++)
        {
            before[i] = pairs;
            pairs += BitOperations.PopCount(again[i]);
        }

        var found = ArrayPool<RewatchPair>.Shared.Rent(pairs);
        found.AsSpan(0, pairs).Clear();
        foreach (var run in runs)
        {
            Remember(run, first, again, before, found);
            run.Return();
        }

        ArrayPool<ulong>.Shared.Return(once);
        ArrayPool<ulong>.Shared.Return(again);
        ArrayPool<int>.Shared.Return(before);
        return new(found, 0, pairs);
    }

    private void Remember(in Run run, int first, ulong[] again, int[] before, RewatchPair[] found)
    {
        for (var i = 0; i < run.Count; i++)
        {
            var place = run.Places[i];
            var (word, bit) = (again[place >> 6], 1UL << (place & 63));
            if ((word & bit) == 0)
            {
                continue;
            }

            var start = run.Starts[i];
            ref var pair = ref found[before[place >> 6] + BitOperations.PopCount(word & (bit - 1))];
            pair = pair.Completions == 0
                ? new(first + (place / _stride), place % _stride, 1, start, start, long.MaxValue)
                : new(pair.Person, pair.Title, pair.Completions + 1, pair.FirstMs, start, Math.Min(pair.ShortestMs, start - pair.LastMs));
        }
    }

    /// <summary>The completed plays of some persons by begin, a run for each block.</summary>
    private Run[] Picked(int first, int count)
    {
        var runs = new Run[reading.Blocks.Count];
        var workers = Math.Clamp(runs.Length, 1, Math.Min(4, Environment.ProcessorCount));
        Parallel.For(0, workers, w =>
        {
            var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
            for (var b = runs.Length * w / workers; b < runs.Length * (w + 1) / workers; b++)
            {
                var block = reading.Blocks[b];
                runs[b] = Pick(block, rows, selection.Rows(block, rows), first, count);
            }

            ArrayPool<int>.Shared.Return(rows);
        });
        return runs;
    }

    // Without a question in between whose answer a processor could not guess.
    private Run Pick(PlayBlock block, int[] rows, int selected, int first, int count)
    {
        var run = Run.Of(selected);
        var (marks, items, accounts, started, titles, ofAccount, stride, n) = (block.Marks, block.Item, block.Account, block.StartedMs, _titles, persons.OfAccount, _stride, 0);
        foreach (var row in rows.AsSpan(0, selected))
        {
            var (item, person) = (items[row], ofAccount[accounts[row]] - first);
            var title = (uint)item < (uint)titles.Length ? titles[item] : -1;
            run.Places[n] = (person * stride) + title;
            run.Starts[n] = started[row];
            n += (marks[row] & Completed) == Completed & title >= 0 & (uint)person < (uint)count ? 1 : 0;
        }

        return run with { Count = n };
    }

    private readonly record struct Run(int[] Places, long[] Starts, int Count)
    {
        public static Run Of(int most) => new(ArrayPool<int>.Shared.Rent(most + 1), ArrayPool<long>.Shared.Rent(most + 1), 0);

        public void Return()
        {
            ArrayPool<int>.Shared.Return(Places);
            ArrayPool<long>.Shared.Return(Starts);
        }
    }
}
