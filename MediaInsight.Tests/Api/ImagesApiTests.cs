using System.Net;
using MediaInsight.Alerting.Facts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

/// <summary>Pictures come through the program: the browser never meets a media server.</summary>
public sealed class ImagesApiTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;
    private HttpClient _http = null!;
    private string _poster = "";

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _jellyfin.Play(FakeSession.Ann());
        _site = Site.Start(Site.Watching(_jellyfin));
        _http = _site.Api();
        var active = await Site.UntilAsync(() => SessionsApiTests.ReadAsync(_http, "api/v1/analytics/sessions/active"), a => a.GetProperty("total").GetInt32() == 1);
        _poster = $"img/item/{active.GetProperty("items")[0].GetProperty("content_id").GetString()}/poster";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task A_poster_is_fetched_once_and_then_comes_from_the_disk()
    {
        using var first = await GetAsync(_poster);
        _jellyfin.Broken = HttpStatusCode.InternalServerError;
        using var second = await GetAsync(_poster);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("image/png", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(first.Headers.CacheControl?.Private);
        Assert.Equal(await ReadAsync(first), await ReadAsync(second));
        Assert.Equal(1, _jellyfin.PictureReads);
    }

    [Fact]
    public async Task A_sealed_link_of_a_message_shows_its_poster_to_anybody_and_nothing_else()
    {
        await _site.Services.GetRequiredService<SettingsStore>().SetAsync(new SiteSettings { Address = "https://media.example.org" }, TestContext.Current.CancellationToken);
        var links = _site.Services.GetRequiredService<PictureLinks>();
        var link = links.Link(new(int.Parse(_poster.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture)))!; // non-null: the address is known
        var path = link["https://media.example.org/".Length..];
        using var anybody = new HttpClient { BaseAddress = _site.Address };

        using var shown = await anybody.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var broken = await anybody.GetAsync(new Uri(path[..^4] + "AAAA", UriKind.Relative), TestContext.Current.CancellationToken);
        using var other = await anybody.GetAsync(new Uri(links.Link(new(987654))!["https://media.example.org/".Length..], UriKind.Relative), TestContext.Current.CancellationToken); // non-null: as above
        using var direct = await anybody.GetAsync(new Uri(_poster, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType));
        Assert.True(shown.Headers.CacheControl?.NoStore);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (broken.StatusCode, other.StatusCode));
        Assert.NotEqual(HttpStatusCode.OK, direct.StatusCode);
    }

    [Fact]
    public async Task A_browser_that_has_the_picture_is_told_so()
    {
        using var first = await GetAsync(_poster);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_poster, UriKind.Relative));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException("no ETag"));
        using var again = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task What_is_no_picture_is_not_passed_on_whatever_the_server_calls_it()
    {
        _jellyfin.Picture = "<html><script>alert(1)</script></html>"u8.ToArray();

        using var answer = await GetAsync(_poster);
        using var again = await GetAsync(_poster);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(1, _jellyfin.PictureReads);
    }

    [Fact]
    public async Task Every_asked_width_is_answered_from_a_few_stored_ones()
    {
        foreach (var width in new[] { 200, 210, 239, 240 })
        {
            using var answer = await GetAsync($"{_poster}?w={width}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(1, _jellyfin.PictureReads);
    }

    [Fact]
    public async Task Backdrops_and_avatars_are_for_those_who_may_see_whose_they_are()
    {
        await using var db = await _site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var accounts = await Site.UntilAsync(() => db.ServerUsers.AsNoTracking().OrderBy(u => u.Name).ToListAsync(TestContext.Current.CancellationToken), u => u.Count == 2);
        await db.ServerUsers.Where(u => u.Name == "ann").ExecuteUpdateAsync(s => s.SetProperty(u => u.AvatarPath, "/Users/a1/Images/Primary?tag=t1"), TestContext.Current.CancellationToken);
        var pictures = new[] { _poster.Replace("/poster", "/backdrop", StringComparison.Ordinal), $"img/user/{accounts[0].Id}", $"img/viewer/{accounts[0].ViewerId}" };
        await _site.AddAccountAsync("ann", Roles.Viewer, accounts[0].ViewerId);
        await _site.AddAccountAsync("ben", Roles.Viewer, accounts[1].ViewerId);
        using var ann = await SignedIn.Async(_site, "ann");
        using var ben = await SignedIn.Async(_site, "ben");

        foreach (var picture in pictures)
        {
            var statuses = new List<(string, HttpStatusCode)>();
            foreach (var (name, reader) in new[] { ("owner", _http), ("ann", ann), ("ben", ben) })
            {
                using var answer = await reader.GetAsync(new Uri(picture, UriKind.Relative), TestContext.Current.CancellationToken);
                statuses.Add((name, answer.StatusCode));
            }

            Assert.Equal([("owner", HttpStatusCode.OK), ("ann", HttpStatusCode.OK), ("ben", HttpStatusCode.NotFound)], statuses);
        }
    }

    [Fact]
    public async Task An_unknown_title_has_no_poster()
    {
        using var answer = await GetAsync("img/item/999999/poster");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_image_element_is_told_that_there_is_none_without_an_error()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("img/item/999999/poster", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8");
        using var none = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
        Assert.Equal("Accept", none.Headers.Vary.Single());
        Assert.Equal(TimeSpan.FromMinutes(1), none.Headers.CacheControl?.MaxAge);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static Task<byte[]> ReadAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
