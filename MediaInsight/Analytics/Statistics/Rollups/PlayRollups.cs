using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics.Rollups;

/// <summary>
/// Sums of plays that were asked for, kept beside the plays in memory: a question about years adds up sums of months, and
/// takes no longer when they hold ten times as many plays. Answers are the same with and without it, to the millisecond.
/// </summary>
internal sealed class PlayRollups
{
    /// <summary>More accounts are counted play by play.</summary>
    private const int MostAccounts = 1024;

    /// <summary>Of so few each row knows the accounts anyway: questions with and without people share their sums.</summary>
    private const int FewAccounts = 256;

    /// <summary>One row for so many plays at most, of all shapes together; those not asked for longest go first.</summary>
    private const int PlaysPerRow = 4;

    /// <summary>
    /// Sums that had to go are not made again for so many questions, and for twice as many each time: those that do not fit
    /// together would make each other anew for ever, at ten times the price of a walk.
    /// </summary>
    private const int Rest = 16;

    private const int LongestRest = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<RollupShape, (RollupTree Tree, long Used)> _trees = [];
    private readonly Dictionary<RollupShape, (long Until, int Length)> _gone = [];
    private long _uses;

    public RollupLimits Limits { get; set; } = RollupLimits.Usual;

    /// <summary>Rows that are kept.</summary>
    public int Kept => _trees.Values.Sum(t => t.Tree.Kept);

    /// <summary>All that is selected, each play in one part.</summary>
    /// <param name="keys">What the question tells apart.</param>
    /// <param name="columns">And what else it looks at.</param>
    public static IReadOnlyList<WalkPart> Parts(
        PlayIndexReading reading, PlaySelection selection, IReadOnlyList<SplitKeys> keys, bool withAccounts, TimeBuckets? time = null, PlayTraits columns = PlayTraits.None)
    {
        var own = reading.Derived.Of<PlayRollups>();
        if (reading.Blocks.Count < own.Limits.LeastBlocks || selection.Columns is not { } chosen || (withAccounts && reading.Names.LastAccount >= MostAccounts))
        {
            return Plays(reading, selection);
        }

        withAccounts |= reading.Names.LastAccount < FewAccounts;
        var classes = RollupClasses.Of(keys);
        var all = keys.Aggregate(chosen | columns, (sum, k) => sum | k.Columns);
        return own.PartsOf(reading, selection, RollupShape.Of(all, time?.Unit ?? RollupUnit.None, time?.Zone.Id ?? "", withAccounts, classes.Splits), classes, time?.Zone ?? TimeZoneInfo.Utc)
            ?? Plays(reading, selection);
    }

    /// <summary>All that is selected, play by play.</summary>
    public static IReadOnlyList<WalkPart> Plays(PlayIndexReading reading, PlaySelection selection) =>
        [.. reading.Blocks.Where(b => !selection.Misses(b)).Select(b => new WalkPart(b, null))];

    // Null: there are no sums of this shape at present.
    private IReadOnlyList<WalkPart>? PartsOf(PlayIndexReading reading, PlaySelection selection, RollupShape shape, RollupClasses classes, TimeZoneInfo zone)
    {
        RollupTree tree;
        lock (_gate)
        {
            _uses++;
            if (_gone.TryGetValue(shape, out var gone) && _uses < gone.Until)
            {
                return null;
            }

            tree = _trees.TryGetValue(shape, out var known) ? known.Tree : new(shape, zone, Limits);
            _trees[shape] = (tree, _uses);
        }

        var parts = tree.Parts(reading.Blocks, selection, classes, reading.Names.LastAccount);
        lock (_gate)
        {
            var most = Math.Max(Limits.LeastKept, reading.Count / PlaysPerRow);
            while (_trees.Count > 1 && Kept > most)
            {
                var oldest = _trees.MinBy(t => t.Value.Used).Key;
                _trees.Remove(oldest);
                var rest = _gone.TryGetValue(oldest, out var before) ? Math.Min(before.Length * 2, LongestRest) : Rest;
                _gone[oldest] = (_uses + rest, rest);
            }
        }

        return parts;
    }
}
