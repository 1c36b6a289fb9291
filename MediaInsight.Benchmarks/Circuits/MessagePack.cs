using System.Buffers.Binary;
using System.Text;

namespace MediaInsight.Benchmarks;

/// <summary>As much of MessagePack as the circuits' protocol uses (https://github.com/msgpack/msgpack/blob/master/spec.md).</summary>
internal sealed class PackWriter
{
    private readonly List<byte> _out = [];

    public PackWriter Array(int count)
    {
        _out.Add((byte)(0x90 | count));
        return this;
    }

    public PackWriter EmptyMap()
    {
        _out.Add(0x80);
        return this;
    }

    public PackWriter Nil()
    {
        _out.Add(0xc0);
        return this;
    }

    public PackWriter Bool(bool value)
    {
        _out.Add(value ? (byte)0xc3 : (byte)0xc2);
        return this;
    }

    public PackWriter Int(long value)
    {
        if (value is >= 0 and < 128)
        {
            _out.Add((byte)value);
            return this;
        }

        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xd3;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], value);
        _out.AddRange(bytes);
        return this;
    }

    public PackWriter Text(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        Span<byte> head = stackalloc byte[5];
        head[0] = 0xdb;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], utf8.Length);
        _out.AddRange(head);
        _out.AddRange(utf8);
        return this;
    }

    /// <summary>With the length in front, 7 bits at a time, the lowest first.</summary>
    public byte[] ToFrame()
    {
        var frame = new List<byte>(_out.Count + 5);
        var length = (uint)_out.Count;
        do
        {
            frame.Add((byte)((length & 0x7f) | (length > 0x7f ? 0x80u : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. frame, .. _out];
    }
}

/// <summary>Reads values one after the other.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _at;

    public int Array()
    {
        var head = _data[_at++];
        return head switch
        {
            >= 0x90 and <= 0x9f => head & 0x0f,
            0xdc => (int)Big(2),
            0xdd => (int)Big(4),
            _ => throw new InvalidDataException($"No array: {head:x2}."),
        };
    }

    public long Int()
    {
        var head = _data[_at++];
        return head switch
        {
            <= 0x7f => head,
            >= 0xe0 => (sbyte)head,
            0xcc or 0xd0 => Big(1),
            0xcd or 0xd1 => Big(2),
            0xce or 0xd2 => Big(4),
            0xcf or 0xd3 => Big(8),
            _ => throw new InvalidDataException($"No number: {head:x2}."),
        };
    }

    /// <summary>Text or bytes; null for nil.</summary>
    public string? Text()
    {
        if (_data[_at] == 0xc0)
        {
            _at++;
            return null;
        }

        return Encoding.UTF8.GetString(Bytes());
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var head = _data[_at++];
        var length = head switch
        {
            >= 0xa0 and <= 0xbf => head & 0x1f,
            0xc4 or 0xd9 => (int)Big(1),
            0xc5 or 0xda => (int)Big(2),
            0xc6 or 0xdb => (int)Big(4),
            _ => throw new InvalidDataException($"No text and no bytes: {head:x2}."),
        };
        var bytes = _data.Slice(_at, length);
        _at += length;
        return bytes;
    }

    /// <summary>The headers of a message: always empty.</summary>
    public void SkipMap()
    {
        if (_data[_at++] != 0x80)
        {
            throw new InvalidDataException("A message with headers.");
        }
    }

    private long Big(int bytes)
    {
        var value = 0L;
        for (var i = 0; i < bytes; i++)
        {
            value = (value << 8) | _data[_at++];
        }

        return value;
    }
}
