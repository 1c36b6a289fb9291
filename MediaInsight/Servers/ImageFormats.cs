namespace MediaInsight.Servers;

/// <summary>The picture formats that are passed on, told by their first bytes: a server's word for it is not trusted.</summary>
internal static class ImageFormats
{
    public static readonly ImageFormat[] All =
    [
        new("image/jpeg", ".jpg"), new("image/png", ".png"), new("image/webp", ".webp"), new("image/gif", ".gif"), new("image/avif", ".avif"),
    ];

    /// <summary>Null for everything else (SVG and HTML among it).</summary>
    public static ImageFormat? Detect(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => All[0],
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => All[1],
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => All[2],
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => All[3],
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => All[4],
        _ => null,
    };
}

internal sealed record ImageFormat(string ContentType, string Extension);
