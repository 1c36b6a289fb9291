using MediaInsight.Domain;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Components.Pages;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers;

public sealed class ImageCacheTests
{
    private const int Size = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_not_asked_for_longest_goes_first()
    {
        await using var bench = await Workbench.WithAsync();
        var server = await ServerAsync(bench);
        var cache = bench.Get<ImageCache>();
        foreach (var picture in new[] { "a1", "b2", "c3" })
        {
            await GetAsync(bench, server, picture);
            bench.Time.Advance(TimeSpan.FromHours(2));
        }

        // The oldest on disk is the one that is looked at again.
        await GetAsync(bench, server, "a1");
        var freed = cache.Prune(2 * Size);

        Assert.Equal(Size, freed);
        Assert.Equal((1, 0, 1), (Stored(cache, server, "a1"), Stored(cache, server, "b2"), Stored(cache, server, "c3")));
        Assert.Equal(0, cache.Prune(2 * Size));
    }

    [Fact]
    public async Task A_picture_is_fetched_anew_after_a_month_however_often_it_is_asked_for_and_has_another_tag_then()
    {
        await using var bench = await Workbench.WithAsync();
        var server = await ServerAsync(bench);
        var cache = bench.Get<ImageCache>();
        var first = await GetAsync(bench, server, "a1");
        for (var day = 0; day < 31; day++)
        {
            bench.Time.Advance(TimeSpan.FromDays(1));
            Assert.Equal(first.ETag, (await GetAsync(bench, server, "a1")).ETag);
        }

        Assert.Equal(Size, cache.Prune(long.MaxValue));
        var renewed = await GetAsync(bench, server, "a1");

        Assert.NotEqual(first.ETag, renewed.ETag);
        Assert.Equal(2, bench.Wire.Requests.Count);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_no_picture_and_no_error()
    {
        await using var bench = await Workbench.WithAsync();
        var server = await ServerAsync(bench);
        var images = bench.Get<AppPaths>().Images;
        Directory.Delete(images, recursive: true);
        await File.WriteAllTextAsync(images, "no folder", Token);

        Assert.Null(await bench.Get<ImageCache>().GetAsync(server, Key("a1"), 160, Token));
    }

    private static int Stored(ImageCache cache, ServerId server, string picture) => cache.Count(server, Key(picture));

    private static string Key(string picture) => $"/Items/{picture}/Images/Primary?tag=ab";

    private static async Task<CachedImage> GetAsync(Workbench bench, ServerId server, string picture)
    {
        bench.Wire.On($"/Items/{picture}/Images/Primary", _ =>
        {
            var content = new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[Size - 4]]);
            content.Headers.ContentType = new("image/jpeg");
            return new(System.Net.HttpStatusCode.OK) { Content = content };
        });
        return await bench.Get<ImageCache>().GetAsync(server, Key(picture), 160, Token) ?? throw new InvalidOperationException("no picture");
    }

    private static async Task<ServerId> ServerAsync(Workbench bench) =>
        (await bench.Get<ServerRegistry>().AddAsync(new(ServerKind.Jellyfin, "Attic", "http://media.test/", "token", null), null, Token)).Server!.Id; // non-null: the entry is valid
}
