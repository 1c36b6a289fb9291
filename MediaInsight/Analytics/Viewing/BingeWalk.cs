using System.Buffers;
using System.Runtime.InteropServices;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>A run of episodes in numbers of the index; <see cref="First"/> and <see cref="Last"/> are items.</summary>
internal readonly record struct BingeRun(int Person, int Show, int Episodes, long StartedMs, long EndedMs, long WatchedMs, int First, int Last);

/// <summary>One walk over plays of episodes by their begin, with one open run for each person.</summary>
internal sealed class BingeWalk(PlayIndexReading reading, PlaySelection selection, int minEpisodes, long maxGapMs)
{
    private readonly int[] _persons = Persons.Of(reading.Names).OfAccount;
    private readonly List<BingeRun> _runs = [];

    public List<BingeRun> Run()
    {
        var open = new Open[_persons.Max() + 1];
        var (shows, episodes) = (reading.Items.Titles.OfItem, reading.Items.Items.OfItem);
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            for (var i = 0; i < count; i++)
            {
                var (row, item) = (rows[i], block.Item[rows[i]]);
                if ((uint)item >= (uint)shows.Length || shows[item] < 0)
                {
                    continue;
                }

                var person = _persons[block.Account[row]];
                ref var run = ref open[person];
                if (run.Seen is null || run.Show != shows[item] || block.StartedMs[row] - run.EndedMs > maxGapMs)
                {
                    Close(person, run);
                    run = new() { Show = shows[item], StartedMs = block.StartedMs[row], First = item, Seen = run.Seen ?? [] };
                    run.Seen.Clear();
                }

                run.EndedMs = Math.Max(run.EndedMs, Math.Min(block.StoppedMs[row], block.StartedMs[row] + PlaySelection.LongestMs));
                run.WatchedMs += block.WatchedMs[row];
                if (!CollectionsMarshal.AsSpan(run.Seen).Contains(episodes[item]))
                {
                    run.Seen.Add(episodes[item]);
                    run.Last = item;
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        for (var person = 0; person < open.Length; person++)
        {
            Close(person, open[person]);
        }

        return _runs;
    }

    private void Close(int person, in Open run)
    {
        if (run.Seen is { } seen && seen.Count >= minEpisodes)
        {
            _runs.Add(new(person, run.Show, seen.Count, run.StartedMs, run.EndedMs, run.WatchedMs, run.First, run.Last));
        }
    }

    private struct Open
    {
        public int Show;
        public long StartedMs;
        public long EndedMs;
        public long WatchedMs;
        public int First;
        public int Last;

        /// <summary>Episodes; null: nothing was watched yet.</summary>
        public List<int>? Seen;
    }
}
