using System.Net;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Platform.Logging;

public sealed class LogDownloadTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _site = Site.Start(Site.Watching(_jellyfin));
        _http = _site.Api();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task A_log_file_is_downloaded_as_text_and_holds_no_secret()
    {
        var name = new DirectoryInfo(Path.Combine(_site.Folder, "logs")).GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Last().Name;
        var text = await Site.UntilAsync(() => _http.GetStringAsync(new Uri($"logs/files/{name}", UriKind.Relative), TestContext.Current.CancellationToken), t => t.Contains("Refreshed Attic", StringComparison.Ordinal));
        using var answer = await _http.GetAsync(new Uri($"logs/files/{name}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.DoesNotContain(FakeJellyfin.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Site.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Site.Password, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logs/files/..%2fmediainsight.db")]
    [InlineData("logs/files/%2e%2e%2finstance_id")]
    [InlineData("logs/files/..%5cinstance_id")]
    [InlineData("logs/files/admin_token")]
    [InlineData("logs/files/none.log")]
    public async Task Nothing_but_log_files_is_downloaded(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
