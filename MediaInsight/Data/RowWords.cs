using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MediaInsight.Data;

/// <summary>Few words that stand in many rows, numbered as they come: each becomes a text once.</summary>
internal sealed class RowWords
{
    private readonly Dictionary<byte[], int> _numbers = new(new Bytes());
    private readonly List<string> _words = [];

    /// <summary>Null for what is not told (-1).</summary>
    public string? this[long number] => number < 0 ? null : _words[(int)number];

    /// <param name="utf8">Empty: not told.</param>
    public int Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return -1;
        }

        if (!_numbers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(utf8, out var number))
        {
            _numbers[utf8.ToArray()] = number = _words.Count;
            _words.Add(Encoding.UTF8.GetString(utf8));
        }

        return number;
    }

    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
