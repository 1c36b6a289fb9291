namespace MediaInsight.History.InMemory;

/// <summary>How many plays of a block are alike in what lists are most often narrowed by: a list of millions is counted without looking at each play.</summary>
internal sealed class BlockCounts
{
    private readonly Sort[] _sorts;

    private BlockCounts(Sort[] sorts) => _sorts = sorts;

    public static BlockCounts Of(PlayBlock block)
    {
        var counts = new Dictionary<(sbyte, sbyte, short, int, PlayMarks), int>();
        for (var r = 0; r < block.Count; r++)
        {
            var alike = (block.Kind[r], block.Decision[r], block.Server[r], block.Library[r], block.Marks[r] & PlayMarks.Uncounted);
            counts[alike] = counts.GetValueOrDefault(alike) + 1;
        }

        return new([.. counts.Select(c => new Sort(c.Key.Item1, c.Key.Item2, c.Key.Item3, c.Key.Item4, c.Key.Item5, c.Value))]);
    }

    /// <summary>Of a selection that knows no accounts, no titles and no time.</summary>
    public int Of(PlaySelection selection)
    {
        var sum = 0;
        foreach (ref readonly var sort in _sorts.AsSpan())
        {
            var isMeant = (sort.Marks & selection.Without) == 0
                && (selection.Kind < 0 || sort.Kind == selection.Kind) && (selection.Decision < 0 || sort.Decision == selection.Decision)
                && (selection.Server < 0 || sort.Server == selection.Server) && (selection.Library < 0 || sort.Library == selection.Library);
            sum += isMeant ? sort.Count : 0;
        }

        return sum;
    }

    private readonly record struct Sort(sbyte Kind, sbyte Decision, short Server, int Library, PlayMarks Marks, int Count);
}
