using System.Net;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Api;

public sealed class CorsTests : IAsyncLifetime
{
    private const string Friend = "https://dashboard.example.org";
    private Site _site = null!;
    private HttpClient _http = null!;

    public ValueTask InitializeAsync()
    {
        _site = Site.Start(("MediaInsight:Cors:Origins:0", Friend));
        _http = _site.Api();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData(Friend, Friend)]
    [InlineData("https://elsewhere.example.org", null)]
    [InlineData("http://dashboard.example.org", null)]
    [InlineData("null", null)]
    public async Task Only_pages_of_configured_origins_may_read_the_API(string origin, string? allowed)
    {
        using var answer = await SendAsync(HttpMethod.Get, "api/v1/analytics/sessions/active", origin);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(allowed, Allowed(answer));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task They_may_not_read_pages()
    {
        using var answer = await SendAsync(HttpMethod.Get, "account/sign-in", Friend);

        Assert.Null(Allowed(answer));
    }

    [Fact]
    public async Task They_may_not_change_anything()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri("api/v1/analytics/sessions", UriKind.Relative));
        request.Headers.Add("Origin", Friend);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("POST", answer.Headers.TryGetValues("Access-Control-Allow-Methods", out var methods) ? string.Join(',', methods) : "");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string origin)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", origin);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Allowed(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
}
