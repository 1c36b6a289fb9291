using System.Buffers;
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

/// <summary>Counts what persons completed, one after the other; of the pairs only those that may be shown are kept.</summary>
/// <param name="limit">How many are shown.</param>
internal sealed class RewatchWalk(PlayIndexReading reading, int limit) : IDisposable
{
    private const PlayMarks Completed = PlayMarks.First | PlayMarks.ChainCompleted;

    private readonly int[] _rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
    private readonly RewatchPair[] _titles = new RewatchPair[reading.Items.Items.Count];
    private readonly List<int> _touched = [];

    public List<RewatchPair> Found { get; private set; } = [];
    public int Total { get; private set; }
    public long Again { get; private set; }

    public void Add(int person, PlaySelection selection)
    {
        var titles = reading.Items.Items.OfItem;
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, _rows);
            for (var i = 0; i < count; i++)
            {
                var (row, item) = (_rows[i], block.Item[_rows[i]]);
                if ((block.Marks[row] & Completed) == Completed && (uint)item < (uint)titles.Length && titles[item] >= 0)
                {
                    Count(person, titles[item], block.StartedMs[row]);
                }
            }
        }

        foreach (var title in _touched)
        {
            if (_titles[title] is { Completions: > 1 } pair)
            {
                Keep(pair);
            }

            _titles[title] = default;
        }

        _touched.Clear();
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(_rows);

    private void Count(int person, int title, long start)
    {
        ref var pair = ref _titles[title];
        if (pair.Completions == 0)
        {
            _touched.Add(title);
            pair = new(person, title, 1, start, start, long.MaxValue);
            return;
        }

        pair = new(person, title, pair.Completions + 1, pair.FirstMs, start, Math.Min(pair.ShortestMs, start - pair.LastMs));
    }

    private void Keep(in RewatchPair pair)
    {
        Total++;
        Again += pair.Completions - 1L;
        Found.Add(pair);

        // Now and then, so that most are never kept for long.
        if (Found.Count >= 4096 && Found.Count / 4 >= limit)
        {
            Found.Sort();
            Found.RemoveRange(limit, Found.Count - limit);
        }
    }
}
