namespace MediaInsight.History.InMemory;

/// <summary>Which play of a chain of resumed plays counts as the play. Told of plays in the order of their start.</summary>
/// <param name="isShared">Whether a chain may have more than one play; the others need no memory.</param>
internal sealed class ChainMarks(Func<long, bool> isShared)
{
    private readonly Dictionary<long, int> _first = [];

    /// <param name="place">Where the play will lie.</param>
    /// <param name="completes">Place of an earlier play whose chain this one completes; -1: none.</param>
    public PlayEntry Mark(PlayEntry play, long chain, int place, out int completes)
    {
        completes = -1;
        if (!play.IsCounted)
        {
            return play;
        }

        var completed = (play.Marks & PlayMarks.Completed) != 0;
        if (isShared(chain) && !_first.TryAdd(chain, place))
        {
            completes = completed ? _first[chain] : -1;
            return play;
        }

        return play with { Marks = play.Marks | PlayMarks.First | (completed ? PlayMarks.ChainCompleted : PlayMarks.None) };
    }
}
