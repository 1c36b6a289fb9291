using System.Buffers.Binary;
using System.IO.Compression;

namespace MediaInsight.Demo;

/// <summary>Writes 24-bit colour PNG files: signature, IHDR, one IDAT, IEND.</summary>
internal static class PngWriter
{
    private static readonly uint[] CrcTable = MakeTable();

    /// <param name="pixels">Rows of red, green, blue bytes from the top.</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = 2;
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compressed(width, height, pixels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Each row as its difference from the row above: soft gradients then hardly change and pack well.</summary>
    private static ReadOnlySpan<byte> Compressed(int width, int height, ReadOnlySpan<byte> pixels)
    {
        var stride = width * 3;
        var rows = new byte[(stride + 1) * height];
        for (var y = 0; y < height; y++)
        {
            var row = rows.AsSpan(y * (stride + 1), stride + 1);
            row[0] = 2;
            var current = pixels.Slice(y * stride, stride);
            var above = y == 0 ? default : pixels.Slice((y - 1) * stride, stride);
            for (var x = 0; x < stride; x++)
            {
                row[x + 1] = y == 0 ? current[x] : (byte)(current[x] - above[x]);
            }
        }

        var packed = new MemoryStream(rows.Length / 8);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(0xFFFFFFFF, type), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
        {
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
