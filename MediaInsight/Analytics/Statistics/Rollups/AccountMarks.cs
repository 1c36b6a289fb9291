using System.Numerics;

namespace MediaInsight.Analytics.Statistics.Rollups;

/// <summary>The accounts of sums by group, turned into persons once at the end: most rows hold accounts that others hold too.</summary>
/// <param name="viewers">By account: the person's place.</param>
internal sealed class AccountMarks(int groups, int[] viewers)
{
    private readonly int _words = (viewers.Length + 63) / 64;
    private ulong[]? _marks;

    public void Add(Rollup sums, int row, int group)
    {
        var marks = _marks ??= new ulong[groups * _words];
        for (var w = 0; w < Math.Min(_words, sums.Words); w++)
        {
            marks[(group * _words) + w] |= sums.Accounts[(row * sums.Words) + w];
        }
    }

    /// <param name="seen">A bit for each person, <paramref name="words"/> for each group.</param>
    public void Into(ulong[] seen, int words)
    {
        for (var i = 0; _marks is not null && i < _marks.Length; i++)
        {
            for (var bits = _marks[i]; bits != 0; bits &= bits - 1)
            {
                var viewer = viewers[(i % _words * 64) + BitOperations.TrailingZeroCount(bits)];
                StatisticWalk.See(ref seen[(i / _words * words) + (viewer / 64)], 1UL << (viewer % 64));
            }
        }
    }
}
