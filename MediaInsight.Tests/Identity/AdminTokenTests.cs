using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MediaInsight.Tests.Identity;

public sealed class AdminTokenTests : IDisposable
{
    private readonly SiteFactory _site = SiteFactory.WithOwner();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task The_made_token_opens_the_site_and_only_its_owner_can_read_it()
    {
        using var client = _site.Browse();
        (await client.GetAsync("/account/sign-in")).Dispose();
        var file = Path.Combine(_site.Folder, "admin_token");
        client.Headers.Authorization = new("Bearer", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        using var answer = await client.GetAsync("/users");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) is (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(43, new FileInfo(file).Length);
    }

    [Fact]
    public async Task A_wrong_token_gets_401_and_a_problem()
    {
        using var client = _site.Browse();
        client.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "not-the-token");

        using var answer = await client.GetAsync("/api/anything");
        using var body = JsonDocument.Parse(await Browser.TextAsync(answer));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(["type", "title", "status"], body.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(401, body.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_wrong_token_is_not_helped_by_a_cookie()
    {
        using var browser = _site.Browse();
        (await browser.SignInAsync(SiteFactory.OwnerName)).Dispose();
        browser.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "not-the-token");

        using var answer = await browser.GetAsync("/users");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_configured_token_wins_and_nothing_is_written()
    {
        using var site = SiteFactory.WithOwner(("MediaInsight:AdminToken", "a-token-of-my-own-choice"));
        using var client = site.Browse();
        client.Headers.Authorization = new("Bearer", "a-token-of-my-own-choice");

        using var answer = await client.GetAsync("/users");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(File.Exists(Path.Combine(site.Folder, "admin_token")));
    }

    [Fact]
    public async Task With_the_token_no_antiforgery_token_is_needed()
    {
        using var site = SiteFactory.WithOwner(("MediaInsight:AdminToken", "a-token-of-my-own-choice"));
        using var client = site.Browse();
        client.Headers.Authorization = new("Bearer", "a-token-of-my-own-choice");

        using var answer = await client.PostAsync("/account/sign-out");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }
}
