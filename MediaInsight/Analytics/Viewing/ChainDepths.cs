using System.Buffers;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>How far every chain of resumed plays got: the farthest point of any of its counted parts, also of those after a range.</summary>
internal readonly ref struct ChainDepths : IDisposable
{
    private readonly short[] _farthest;

    /// <param name="selection">Of the plays that begin the chains.</param>
    public ChainDepths(PlayIndexReading reading, PlaySelection selection)
    {
        var length = reading.Blocks.Count == 0 ? 0 : reading.Blocks.Max(b => b.Chain.Max()) + 1;
        _farthest = ArrayPool<short>.Shared.Rent(length);
        _farthest.AsSpan(0, length).Fill(-1);

        // A later part may be delivered otherwise or elsewhere: only whose and which title it is stays.
        var parts = selection with { Server = -1, Library = -1, Decision = -1, BeforeMs = long.MaxValue, StartedWithin = true, Without = PlayMarks.Uncounted };
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        foreach (var block in reading.Blocks)
        {
            var count = parts.Rows(block, rows);
            var (chains, reached) = (block.Chain, block.Permille);
            for (var i = 0; i < count; i++)
            {
                ref var farthest = ref _farthest[chains[rows[i]]];
                farthest = Math.Max(farthest, reached[rows[i]]);
            }
        }

        ArrayPool<int>.Shared.Return(rows);
    }

    /// <summary>0–1000; -1: not told.</summary>
    public short Of(PlayBlock block, int row) => _farthest[block.Chain[row]];

    public void Dispose() => ArrayPool<short>.Shared.Return(_farthest);
}
