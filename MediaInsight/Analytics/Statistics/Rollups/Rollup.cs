using System.Numerics;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics.Rollups;

/// <summary>Sums of the counted plays of a stretch of blocks, a row for all that are alike. Never changed once made.</summary>
/// <param name="Sample">The columns that the plays of a row have in common, and the begin of the last of them.</param>
/// <param name="Pieces">With a unit: the piece of time of each row.</param>
/// <param name="Accounts">With accounts: <paramref name="Words"/> for each row, a bit for each account. With a unit only of those who watched, or began, something then.</param>
internal sealed record Rollup(PlayBlock Sample, StatisticCell[] Cells, int[]? Pieces, ulong[] Accounts, int Words)
{
    public int Count => Cells.Length;

    /// <summary>Marks the persons of a row.</summary>
    /// <param name="viewers">By account: the person's place.</param>
    /// <param name="seen">A bit for each person, from the word <paramref name="at"/> on.</param>
    public void See(int row, int[] viewers, ulong[] seen, int at)
    {
        for (var w = 0; w < Words; w++)
        {
            for (var bits = Accounts[(row * Words) + w]; bits != 0; bits &= bits - 1)
            {
                var viewer = viewers[(w * 64) + BitOperations.TrailingZeroCount(bits)];
                StatisticWalk.See(ref seen[at + (viewer / 64)], 1UL << (viewer % 64));
            }
        }
    }
}

/// <summary>A part of a walk: plays one by one, or sums of many.</summary>
internal readonly record struct WalkPart(PlayBlock Block, Rollup? Sums)
{
    public int Rows => Block.Count;

    public static WalkPart Of(Rollup sums) => new(sums.Sample, sums);
}
