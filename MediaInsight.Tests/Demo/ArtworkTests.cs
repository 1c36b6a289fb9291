using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using MediaInsight.Demo;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Demo;

public sealed class ArtworkTests(ITestOutputHelper output)
{
    [Fact]
    public void Pictures_are_png_files_of_the_asked_width()
    {
        var movie = Catalogue.Instance.Movies[3].Number;
        AssertPng(Artwork.For(movie, backdrop: false, 200)!, 200, 300);
        AssertPng(Artwork.For(movie, backdrop: false, 1920)!, 300, 450);
        AssertPng(Artwork.For(movie, backdrop: true, 1920)!, 640, 360);
        AssertPng(Artwork.For(Catalogue.Instance.Books[0].Number, backdrop: false, 300)!, 300, 300);
        AssertPng(Artwork.For(Catalogue.Instance.Albums[0].Group.Number, backdrop: false, 40)!, 40, 40);
        AssertPng(Artwork.Avatar(4, 400), 160, 160);
        Assert.Null(Artwork.For(1, backdrop: false, 100));
    }

    [Fact]
    public void The_same_title_always_has_the_same_picture_and_titles_differ()
    {
        var pictures = Catalogue.Instance.Movies.Select(m => Convert.ToBase64String(Artwork.For(m.Number, false, 40)!)).ToList();
        Assert.Equal(pictures.Count, pictures.Distinct().Count());
        Assert.Equal(pictures[7], Convert.ToBase64String(Artwork.For(Catalogue.Instance.Movies[7].Number, false, 40)!));
    }

    [Fact]
    public void Every_title_and_group_has_a_picture()
    {
        var watch = Stopwatch.StartNew();
        var all = Catalogue.Instance.Movies.Select(m => m.Number).Concat(Catalogue.Instance.Groups.Select(g => g.Number)).ToList();
        Assert.All(all, n => Assert.NotNull(Artwork.For(n, false, 300)));
        output.WriteLine($"{watch.Elapsed.TotalMilliseconds / all.Count:0.0} ms each");
    }

    private static void AssertPng(byte[] png, int width, int height)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal("IHDR"u8.ToArray(), png[12..16]);
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        Assert.Equal("IDAT"u8.ToArray(), png[37..41]);
        using var pixels = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        pixels.CopyTo(rows);
        Assert.Equal(((width * 3) + 1) * height, rows.Length);
        Assert.Equal("IEND"u8.ToArray(), png[^8..^4]);
    }
}
