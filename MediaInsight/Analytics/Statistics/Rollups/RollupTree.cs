using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics.Rollups;

/// <summary>When sums are worth their memory: settings of tests, too.</summary>
/// <param name="LeastBlocks">Fewer blocks are walked as fast.</param>
/// <param name="Share">
/// Kept are sums of at most one row for so many plays, of stretches that are soon walked for two thirds more; of other sums one row for two.
/// </param>
/// <param name="LeastKept">So many rows of all shapes are kept in any case; the usual number is 5 MB.</param>
internal sealed record RollupLimits(int LeastBlocks, int Share, int LeastKept = 65_536)
{
    public static readonly RollupLimits Usual = new(8, 6);
}

/// <summary>
/// Sums of one shape: of single blocks, of four of them, of four of those and so on, as far as they are much fewer than
/// what they stand for. A changed block leads to new sums of the stretches it lies in, and of nothing else.
/// </summary>
internal sealed class RollupTree(RollupShape shape, TimeZoneInfo zone, RollupLimits limits)
{
    private const int FanOut = 4;

    /// <summary>Plays are summed up anew in stretches of at most four times four blocks; longer ones are made of sums only.</summary>
    private const int LevelsOfPlays = 2;

    private static long _stamps;

    private readonly Lock _gate = new();
    private readonly List<Node?[]> _levels = [];
    private RollupClasses _classes = RollupClasses.None;

    /// <summary>Rows that are kept.</summary>
    public int Kept { get; private set; }

    public IReadOnlyList<WalkPart> Parts(IReadOnlyList<PlayBlock> blocks, PlaySelection selection, RollupClasses classes, int accounts)
    {
        lock (_gate)
        {
            if (!classes.Continues(_classes))
            {
                _levels.Clear();
            }

            _classes = classes;
            var words = shape.WithAccounts ? (accounts / 64) + 1 : 0;
            var held = new List<bool[]> { blocks.Select(selection.HoldsAll).ToArray() };
            while (held[^1].Length > 1)
            {
                held.Add([.. held[^1].Chunk(FanOut).Select(below => Array.TrueForAll(below, h => h))]);
            }

            for (var level = 0; level < held.Count; level++)
            {
                Ensure(level, held[level], blocks, words);
            }

            Kept = _levels.Sum(l => l.Sum(n => n?.Sums?.Count ?? 0));
            var parts = new List<WalkPart>();
            Collect(held.Count - 1, 0, held, blocks, selection, parts);
            return parts;
        }
    }

    private void Ensure(int level, bool[] held, IReadOnlyList<PlayBlock> blocks, int words)
    {
        if (level == _levels.Count)
        {
            _levels.Add([]);
        }

        var nodes = _levels[level];
        if (nodes.Length != held.Length)
        {
            Array.Resize(ref nodes, held.Length);
            _levels[level] = nodes;
        }

        var stale = Enumerable.Range(0, held.Length).Where(i => held[i] && !IsFresh(level, i, blocks)).ToList();
        if (stale.Count == 1)
        {
            nodes[stale[0]] = Made(level, stale[0], blocks, words);
        }
        else if (stale.Count > 1)
        {
            Parallel.ForEach(stale, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) }, i => nodes[i] = Made(level, i, blocks, words));
        }
    }

    private bool IsFresh(int level, int i, IReadOnlyList<PlayBlock> blocks) => _levels[level][i] is { } node && node.Below.AsSpan().SequenceEqual(Stamps(level, i, blocks));

    // Of what is directly below: all of it is there when this is asked.
    private long[] Stamps(int level, int i, IReadOnlyList<PlayBlock> blocks) =>
        level == 0 ? [blocks[i].Stamp] : [.. Below(level, i).Select(n => n.Stamp)];

    private IEnumerable<Node> Below(int level, int i) =>
        _levels[level - 1].Skip(i * FanOut).Take(FanOut).OfType<Node>();

    private Node Made(int level, int i, IReadOnlyList<PlayBlock> blocks, int words)
    {
        var (parts, stamps) = (new List<WalkPart>(), Stamps(level, i, blocks));
        Sources(level, i, blocks, parts, isTop: true);
        var isWorthATry = level <= LevelsOfPlays || parts.TrueForAll(p => p.Sums is not null);
        var share = level < LevelsOfPlays ? limits.Share * 5 / 3 : limits.Share;
        var builder = new RollupBuilder(shape, _classes, zone, words, parts.Sum(p => p.Sums is null ? p.Rows / share : Math.Max(p.Rows / (limits.Share == 1 ? 1 : 2), 1)));
        foreach (var part in isWorthATry ? parts : [])
        {
            if (part.Sums is { } sums)
            {
                builder.Add(sums);
            }
            else
            {
                builder.Add(part.Block);
            }
        }

        return new(Interlocked.Increment(ref _stamps), stamps, isWorthATry && !builder.IsFull ? builder.Build() : null);
    }

    // The sums below, or where there are none the plays.
    private void Sources(int level, int i, IReadOnlyList<PlayBlock> blocks, List<WalkPart> parts, bool isTop)
    {
        if (!isTop && _levels[level][i]?.Sums is { } sums)
        {
            parts.Add(WalkPart.Of(sums));
        }
        else if (level == 0)
        {
            parts.Add(new(blocks[i], null));
        }
        else
        {
            for (var below = i * FanOut; below < Math.Min((i + 1) * FanOut, _levels[level - 1].Length); below++)
            {
                Sources(level - 1, below, blocks, parts, isTop: false);
            }
        }
    }

    private void Collect(int level, int i, List<bool[]> held, IReadOnlyList<PlayBlock> blocks, PlaySelection selection, List<WalkPart> parts)
    {
        if (i >= held[level].Length)
        {
            return;
        }

        if (held[level][i] && _levels[level][i]?.Sums is { } sums)
        {
            parts.Add(WalkPart.Of(sums));
        }
        else if (level > 0)
        {
            for (var below = i * FanOut; below < (i + 1) * FanOut; below++)
            {
                Collect(level - 1, below, held, blocks, selection, parts);
            }
        }
        else if (!selection.Misses(blocks[i]))
        {
            parts.Add(new(blocks[i], null));
        }
    }

    /// <param name="Below">Stamps of what it was made of.</param>
    /// <param name="Sums">Null: they would be too many.</param>
    private sealed record Node(long Stamp, long[] Below, Rollup? Sums);
}
