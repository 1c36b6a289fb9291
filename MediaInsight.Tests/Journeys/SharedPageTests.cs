using System.Net;
using AngleSharp.Html.Parser;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Journeys;

/// <summary>What somebody who was only sent an address can read.</summary>
public sealed class SharedPageTests : IAsyncLifetime
{
    private const string Evil = "<img src=x onerror=alert(1)>";

    private readonly Site _site = Site.Start();
    private readonly HttpClient _anybody = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private ViewerId _ann;
    private MediaItemId _shown;
    private MediaItemId _other;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _anybody.BaseAddress = _site.Address;
        var home = new Household(_site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>());
        var server = home.Server("Lee family server");
        var (ann, bob) = (home.Person("Ann Lee"), home.Person("Bob Dee"));
        _ann = ann.Id;
        var start = new DateTimeOffset(2025, 6, 1, 18, 0, 0, TimeSpan.Zero);
        var (film, secret) = (home.Item(server, MediaKind.Movie, Evil, year: 1979), home.Item(server, MediaKind.Movie, "Bob's secret", year: 2001));
        (_shown, _other) = (film.Id, secret.Id);
        home.Play(home.Account(server, ann), film, start, TimeSpan.FromHours(2));
        home.Play(home.Account(server, bob), secret, start.AddDays(1), TimeSpan.FromHours(1));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _anybody.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task The_page_shows_the_review_and_leads_nowhere()
    {
        var token = await ShareAsync(ShareNames.Full);

        using var answer = await _anybody.GetAsync(Address(token), Token);
        var html = await answer.Content.ReadAsStringAsync(Token);
        using var page = await new HtmlParser().ParseDocumentAsync(html, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("noindex, nofollow", string.Join(", ", answer.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal("Ann Lee's 2025", page.QuerySelector("h1")!.TextContent);
        Assert.Contains(Evil, page.QuerySelector(".shelf .name")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("img[src=x]"));
        Assert.Empty(page.QuerySelectorAll("body a[href], nav, form, iframe"));
        Assert.DoesNotContain("Bob", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Lee family server", html, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor:server", html, StringComparison.OrdinalIgnoreCase);
        Assert.All(page.QuerySelectorAll(".story img"), i => Assert.StartsWith($"share/{token}/poster/", i.GetAttribute("src"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_are_shown_as_chosen()
    {
        Assert.Equal("Ann's 2025", await HeadingAsync(ShareNames.FirstOnly));
        Assert.Equal("Somebody's 2025", await HeadingAsync(ShareNames.Anonymous));
        var nobody = await _anybody.GetStringAsync(Address(await ShareAsync(ShareNames.Anonymous)), Token);

        Assert.DoesNotContain("Ann", nobody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_is_a_drawing_in_which_titles_are_words()
    {
        var token = await ShareAsync(ShareNames.Full);

        using var answer = await _anybody.GetAsync(Address(token, "/picture"), Token);
        var drawing = System.Xml.Linq.XDocument.Parse(await answer.Content.ReadAsStringAsync(Token));

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(drawing.Descendants().Where(e => e.Name.LocalName == "text"), t => t.Value.StartsWith("<img src=x", StringComparison.Ordinal));
        Assert.Equal(["clipPath", "defs", "radialGradient", "rect", "stop", "style", "svg", "text"], drawing.Descendants().Select(e => e.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(drawing.Descendants().SelectMany(e => e.Attributes()), a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_token_opens_its_own_page_and_nothing_else_of_the_program()
    {
        var token = await ShareAsync(ShareNames.Full);
        var open = new List<string>();
        foreach (var route in Routes())
        {
            var path = route.Replace("{token}", token, StringComparison.OrdinalIgnoreCase);
            path = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "1");
            foreach (var (address, bearer) in new[] { (path, false), ($"{path}?token={token}", false), (path, true) })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.TrimStart('/'), UriKind.Relative));
                request.Headers.Add("Cookie", $"share={token}");
                if (bearer)
                {
                    request.Headers.Authorization = new("Bearer", token);
                }

                using var answer = await _anybody.SendAsync(request, Token);
                if (answer.IsSuccessStatusCode)
                {
                    open.Add(route);
                }
            }
        }

        Assert.Equal(["/account/sign-in", "/error", "/health", "/not-found", "/share/{Token}", "/share/{token}/picture"], open.Distinct().Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(token, $"/poster/{_other}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(token, "/poster/999999"));
        await using var scope = _site.Services.CreateAsyncScope();
        var page = await scope.ServiceProvider.GetRequiredService<SharedPages>().OpenAsync(token, isVisit: false, Token);
        Assert.Equal([_shown], page!.Pictures);
    }

    [Fact]
    public async Task An_address_that_is_unknown_or_taken_back_says_so_in_plain_words()
    {
        var token = await ShareAsync(ShareNames.Full);
        await _anybody.GetStringAsync(Address(token), Token);
        var links = _site.Services.GetRequiredService<ShareLinks>();
        var (reader, by) = await OwnerAsync();
        var row = Assert.Single(await links.ListAsync(reader, Token));
        Assert.Equal(1, row.Views);

        await links.RevokeAsync(by, reader, row.Id, Token);

        foreach (var gone in new[] { token, "0123456789abcdefghijkl", "x", "%3Cscript%3E" })
        {
            using var answer = await _anybody.GetAsync(Address(gone), Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("There is nothing at this address", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(gone, "/picture"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(gone, $"/poster/{_shown}"));
        }
    }

    [Fact]
    public async Task A_link_shows_no_more_than_its_owner_may_still_see()
    {
        await _site.AddAccountAsync("ann", Roles.Viewer, _ann);
        var everybody = await ShareAsync(ShareNames.Full, "ann", "from=2025-01-01&to=2025-12-31");
        var bob = await ShareAsync(ShareNames.Full, "ann", $"viewer={(await _site.PersonAsync("Bob Dee")).Value}&from=2025-01-01&to=2025-12-31");
        var own = await ShareAsync(ShareNames.Full, "ann");

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(everybody));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(bob));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own));
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i <= ShareLimits.PerMinute * 2 && answers.LastOrDefault() != HttpStatusCode.TooManyRequests; i++)
        {
            answers.Add(await StatusAsync("0123456789abcdefghijkl", "/picture"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.OK, (await _anybody.GetAsync(new Uri("health", UriKind.Relative), Token)).StatusCode);
    }

    private async Task<string> HeadingAsync(ShareNames names)
    {
        using var page = await new HtmlParser().ParseDocumentAsync(await _anybody.GetStringAsync(Address(await ShareAsync(names)), Token), Token);
        return page.QuerySelector("h1")!.TextContent;   // non-null: the page has one
    }

    private IEnumerable<string> Routes() =>
        _site.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'))   // non-null: our routes are written as text
            .Where(r => !r.StartsWith("/_", StringComparison.Ordinal) && !Path.HasExtension(r) && !r.Contains("{*", StringComparison.Ordinal) && !r.Contains(":nonfile", StringComparison.Ordinal))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private async Task<string> ShareAsync(ShareNames names, string account = Site.Owner, string? words = null)
    {
        var (_, by) = await OwnerAsync(account);
        var links = _site.Services.GetRequiredService<ShareLinks>();
        return (await links.CreateAsync(by, new(ShareKind.Review, "Review of 2025", words ?? $"viewer={_ann}&from=2025-01-01&to=2025-12-31", null, names, 30), Token))!;   // non-null: few links
    }

    private async Task<(CurrentReader Reader, AuditContext By)> OwnerAsync(string account = Site.Owner)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var found = (await scope.ServiceProvider.GetRequiredService<Accounts>().ListAsync(Token)).Single(a => a.Name == account);
        return (new(found.Name, found.Id, found.ViewerId, found.Scope, Roles.PermissionsOf(found.Role)), new(found.Name, found.Id, null));
    }

    private async Task<HttpStatusCode> StatusAsync(string token, string file = "")
    {
        using var answer = await _anybody.GetAsync(Address(token, file), Token);
        return answer.StatusCode;
    }

    private static Uri Address(string token, string file = "") => new($"share/{token}{file}", UriKind.Relative);
}
