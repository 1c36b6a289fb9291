using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>How the watch time of a play is shared among the pieces of time it passed on.</summary>
internal static class PlayShares
{
    // Times the longest length this still fits in 63 bits.
    private const long Exact = 1L << 33;

    public static long Length(PlayBlock block, int row) => Math.Max(1, Math.Min(block.StoppedMs[row] - block.StartedMs[row], PlaySelection.LongestMs));

    /// <summary>Watched time of one play until so long after its start; differences of it add up to the whole, to the millisecond.</summary>
    public static long Until(long watched, long length, long elapsed) => elapsed >= length ? watched
        : elapsed <= 0 ? 0
        : Math.Abs(watched) < Exact ? watched * elapsed / length
        : (long)((Int128)watched * elapsed / length);

    /// <summary>The piece that an instant lies in; what is before the first one lies in the first.</summary>
    /// <param name="starts">Of every piece, and the end of the last one.</param>
    /// <param name="from">Not after it: plays come in the order of their start.</param>
    public static int Piece(long[] starts, int from, long at)
    {
        var last = starts.Length - 2;
        if (from == 0 && last > 0 && starts[1] <= at)
        {
            from = Array.BinarySearch(starts, 0, last + 1, at) is var found && found >= 0 ? found : Math.Max(0, ~found - 1);
        }

        while (from < last && starts[from + 1] <= at)
        {
            from++;
        }

        return from;
    }
}
