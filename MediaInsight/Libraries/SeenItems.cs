using System.Numerics;
using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>Which rows a reading has met: one bit each, so that a hundred thousand fit into some kilobytes, in memory and on disk.</summary>
public sealed class SeenItems
{
    /// <summary>Row numbers above are not remembered: 16 MB of bits.</summary>
    private const int MaxId = 128_000_000;
    private ulong[] _bits = [];

    public int Count { get; private set; }

    /// <summary>False when it was there already.</summary>
    public bool Add(MediaItemId id)
    {
        if (id.Value is < 0 or > MaxId)
        {
            return true;
        }

        var (word, bit) = (id.Value >> 6, 1UL << (id.Value & 63));
        if (word >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(word + 1, _bits.Length * 2));
        }

        if ((_bits[word] & bit) != 0)
        {
            return false;
        }

        _bits[word] |= bit;
        Count++;
        return true;
    }

    public bool Contains(MediaItemId id) => id.Value > MaxId || (id.Value >= 0 && id.Value >> 6 < _bits.Length && (_bits[id.Value >> 6] & (1UL << (id.Value & 63))) != 0);

    public byte[] ToBytes()
    {
        var words = _bits.AsSpan().TrimEnd(0UL);
        var bytes = new byte[words.Length * sizeof(ulong)];
        Buffer.BlockCopy(_bits, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    public static SeenItems Of(byte[]? bytes)
    {
        var seen = new SeenItems();
        if (bytes is { Length: > 0 } && bytes.Length <= (MaxId / 8) + sizeof(ulong))
        {
            seen._bits = new ulong[(bytes.Length + sizeof(ulong) - 1) / sizeof(ulong)];
            Buffer.BlockCopy(bytes, 0, seen._bits, 0, bytes.Length);
            seen.Count = seen._bits.Sum(BitOperations.PopCount);
        }

        return seen;
    }
}
