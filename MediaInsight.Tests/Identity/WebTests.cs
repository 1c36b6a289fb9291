using System.Net;
using MediaInsight.Platform.Web;
using Microsoft.Extensions.Configuration;

namespace MediaInsight.Tests.Identity;

public sealed class WebTests
{
    [Theory]
    [InlineData("/account/sign-in", HttpStatusCode.OK)]
    [InlineData("/users", HttpStatusCode.Found)]
    [InlineData("/api/anything", HttpStatusCode.Unauthorized)]
    [InlineData("/css/app.css", HttpStatusCode.OK)]
    public async Task Security_headers_are_on_every_answer(string path, HttpStatusCode status)
    {
        using var site = SiteFactory.WithOwner();
        using var browser = site.Browse();

        using var answer = await browser.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        AssertHeaders(answer);
    }

    [Fact]
    public async Task Security_headers_are_on_refused_forms_and_missing_pages()
    {
        using var site = SiteFactory.WithOwner();
        using var browser = site.Browse();
        using var refused = await browser.PostAsync("/account/sign-in", ("_handler", "sign-in"));
        (await browser.SignInAsync(SiteFactory.OwnerName)).Dispose();
        using var missing = await browser.GetAsync("/no-such-page");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        AssertHeaders(refused);
        AssertHeaders(missing);
    }

    [Fact]
    public async Task Every_script_of_a_page_carries_the_answers_own_nonce()
    {
        using var site = SiteFactory.WithOwner();
        using var browser = site.Browse();
        using var first = await browser.GetAsync("/account/sign-in");
        using var second = await browser.GetAsync("/account/sign-in");
        var policy = Policy(first);
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        using var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(await Browser.TextAsync(first), TestContext.Current.CancellationToken);

        Assert.NotEqual(policy, Policy(second));
        Assert.NotEmpty(page.Scripts);
        Assert.All(page.Scripts.Where(s => string.IsNullOrEmpty(s.Source)), s => Assert.Equal(nonce, s.GetAttribute("nonce")));
    }

    [Fact]
    public async Task Forwarded_headers_count_only_from_trusted_proxies()
    {
        using var site = SiteFactory.WithOwner(("MediaInsight:Proxy:Trusted:0", "172.18.0.0/16"), ("MediaInsight:Proxy:Trusted:1", "192.0.2.5"));

        Assert.Equal("198.51.100.7", await SeenAsync(site, "172.18.0.2", "198.51.100.7"));
        Assert.Equal("198.51.100.7", await SeenAsync(site, "192.0.2.5", "198.51.100.7"));
        Assert.Equal("198.51.100.7", await SeenAsync(site, "127.0.0.1", "203.0.113.50, 198.51.100.7, 172.18.0.2"));
        Assert.Equal("203.0.113.1", await SeenAsync(site, "203.0.113.1", "198.51.100.7"));
    }

    [Fact]
    public async Task The_base_path_is_in_redirects_and_in_the_cookie()
    {
        using var site = SiteFactory.WithOwner(("MediaInsight:Proxy:BasePath", "/mediainsight"));
        using var browser = site.Browse();

        using var closed = await browser.GetAsync("/mediainsight/users");
        using var signedIn = await browser.SignInAsync(SiteFactory.OwnerName, page: closed.Headers.Location!.PathAndQuery);

        Assert.Equal("/mediainsight/account/sign-in?returnUrl=%2Fmediainsight%2Fusers", closed.Headers.Location!.PathAndQuery);
        Assert.EndsWith("/mediainsight/users", signedIn.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains(signedIn.Headers.GetValues("Set-Cookie"), c => c.Contains("path=/mediainsight", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_prefix_told_by_a_trusted_proxy_is_in_redirects()
    {
        using var site = SiteFactory.WithOwner();
        using var trusted = site.Browse("127.0.0.1");
        trusted.Headers.Add("X-Forwarded-Prefix", "/media");
        using var stranger = site.Browse();
        stranger.Headers.Add("X-Forwarded-Prefix", "/media");

        using var told = await trusted.GetAsync("/users");
        using var ignored = await stranger.GetAsync("/users");

        Assert.StartsWith("/media/account/sign-in", told.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", ignored.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trusted:0", "172.18.0.0/16", null)]
    [InlineData("Trusted:0", "fd00::/8", null)]
    [InlineData("Trusted:3", "nginx", "MediaInsight__Proxy__Trusted__3: 'nginx' is neither")]
    [InlineData("Trusted:0", "10.0.0.0/99", "MediaInsight__Proxy__Trusted__0: '10.0.0.0/99' is neither")]
    [InlineData("BasePath", "/mediainsight", null)]
    [InlineData("BasePath", "mediainsight", "MediaInsight__Proxy__BasePath: 'mediainsight' must look like")]
    [InlineData("BasePath", "//evil", "MediaInsight__Proxy__BasePath: '//evil' must look like")]
    public void A_bad_proxy_setting_names_its_variable(string key, string value, string? expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("MediaInsight:Proxy:" + key, value)]).Build();

        var problem = Proxy.Validate(configuration).SingleOrDefault();

        Assert.Equal(expected is not null, problem is not null);
        Assert.StartsWith(expected ?? "", problem ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, "/")]
    [InlineData("", "/", "/")]
    [InlineData("", "/history?x=//a", "/history?x=//a")]
    [InlineData("", "history", "/history")]
    [InlineData("", "?q=a:b", "/?q=a:b")]
    [InlineData("", "a:b", "/")]
    [InlineData("", "/\t/evil.example", "/")]
    [InlineData("", "\\\\evil.example", "/")]
    [InlineData("", "/../../evil", "/")]
    [InlineData("", "~/x", "/~/x")]
    [InlineData("/mi", "/mi", "/mi")]
    [InlineData("/mi", "/mi/history", "/mi/history")]
    [InlineData("/mi", "history", "/mi/history")]
    [InlineData("/mi", "/history", "/mi/")]
    [InlineData("/mi", "/mission", "/mi/")]
    [InlineData("/mi", "/mi/../other", "/mi/")]
    [InlineData("/mi", "/mi/%2e%2e/other", "/mi/")]
    public void An_address_to_go_on_to_stays_below_the_base_path(string basePath, string? url, string expected) =>
        Assert.Equal(expected, LocalUrl.Within(basePath, url));

    [Fact]
    public async Task Shared_pages_and_no_other_can_be_framed_by_the_origins_that_are_named()
    {
        using var site = SiteFactory.WithOwner(("MediaInsight:Share:FrameAncestors:0", "https://start.example.org"), ("MediaInsight:Share:FrameAncestors:1", "http://nas:3000/"));
        using var browser = site.Browse();

        using var shared = await browser.GetAsync("/share/nothing");
        using var other = await browser.GetAsync("/account/sign-in");
        using var alike = await browser.GetAsync("/shares");

        Assert.EndsWith("frame-ancestors https://start.example.org http://nas:3000", Policy(shared), StringComparison.Ordinal);
        Assert.All([other, alike], a => Assert.EndsWith("frame-ancestors 'none'", Policy(a), StringComparison.Ordinal));
        Assert.All(
            ["*", "https://a.example.org/path", "ftp://a.example.org", "https://a.example.org; script-src *"],
            bad => Assert.Single(MediaInsight.Platform.Web.Framing.Validate(new ConfigurationBuilder().AddInMemoryCollection([new("MediaInsight:Share:FrameAncestors:0", bad)]).Build())));
    }

    private static string Policy(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

    private static void AssertHeaders(HttpResponseMessage answer)
    {
        var policy = Policy(answer);
        Assert.All(["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'", "form-action 'self'"], part => Assert.Contains(part, policy, StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.Contains("Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    /// <summary>The address the audit log has for a failed sign-in that came through a proxy.</summary>
    private static async Task<string?> SeenAsync(SiteFactory site, string proxy, string forwarded)
    {
        using var browser = site.Browse(proxy);
        browser.Headers.Add("X-Forwarded-For", forwarded);
        site.Time.Advance(TimeSpan.FromSeconds(1));
        (await browser.SignInAsync("nobody-here")).Dispose();
        return (await site.AuditAsync())[0].IpAddress;
    }
}
