using System.Security.Cryptography;
using System.Text;

namespace MediaInsight.Demo;

/// <summary>Chance that always falls the same way for the same keys, so that a restart shows the same household.</summary>
internal sealed class Dice
{
    private ulong _state;

    private Dice(ulong state) => _state = state;

    public static Dice For(params ReadOnlySpan<long> keys)
    {
        var state = 0x9E3779B97F4A7C15UL;
        foreach (var key in keys)
        {
            state = Mix(state ^ (ulong)key);
        }

        return new(state);
    }

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    public double Between(double from, double to) => from + (Next() * (to - from));

    /// <summary>from ≤ x &lt; below.</summary>
    public int Int(int from, int below) => from + (int)(Next() * (below - from));

    public bool Chance(double share) => Next() < share;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Int(0, choices.Count)];

    /// <summary>Mostly near <paramref name="middle"/>, never further away than <paramref name="spread"/>.</summary>
    public double Around(double middle, double spread) => middle + ((Next() + Next() + Next() - 1.5) / 1.5 * spread);

    /// <summary>Whole milliseconds: every length in the household is, so that sums come out exactly.</summary>
    public TimeSpan Seconds(double from, double to) => TimeSpan.FromMilliseconds(Math.Round(Between(from, to) * 1000));

    /// <summary>16 bytes that stand for a text, for ids that look like the products' own.</summary>
    public static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
