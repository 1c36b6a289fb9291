using System.IO.Compression;
using System.Net;
using MediaInsight.Data;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

    [Fact]
    public async Task The_diagnostics_hold_what_a_helper_needs_and_no_secret()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var channel in new[]
        {
            """{"name":"Club","channel_type":"discord","webhook_url":"https://discord.com/api/webhooks/7/hook-s3cr3t-xyz","is_enabled":false}""",
            """{"name":"Mail","channel_type":"email","settings":{"host":"mail.example.org","from":"a@example.org","to":"b@example.org","username":"u","password":"mail-pa55word"},"is_enabled":false}""",
        })
        {
            using var body = new StringContent(channel, System.Text.Encoding.UTF8, "application/json");
            using var made = await _http.PostAsync(new Uri("api/v1/notifications/channels", UriKind.Relative), body, token);
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        // Written by somebody who should not have.
        _site.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test").LogWarning("Odd words {Text}", $"hook-s3cr3t-xyz mail-pa55word {FakeJellyfin.Token}");
        var entries = await Site.UntilAsync(() => ReadAsync(token), e => e.Any(t => t.Value.Contains("Odd words", StringComparison.Ordinal)));

        Assert.Superset(new HashSet<string> { "about.json", "settings.json", "servers.json", "jobs.json", "channels.json" }, entries.Keys.ToHashSet());
        Assert.Contains(entries.Keys, k => k.StartsWith("logs/mediainsight-", StringComparison.Ordinal));
        Assert.Contains("Attic", entries["servers.json"], StringComparison.Ordinal);
        Assert.Contains("Club", entries["channels.json"], StringComparison.Ordinal);
        foreach (var secret in new[] { "s3cr3t", "mail-pa55word", FakeJellyfin.Token, Site.Token, Site.Password })
        {
            Assert.All(entries, e => Assert.DoesNotContain(secret, e.Value, StringComparison.Ordinal));
        }

        await using var db = await _site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(token);
        Assert.True(await db.AuditEntries.AnyAsync(a => a.Action == "diagnostics.download", token));
    }

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(new MemoryStream(await _http.GetByteArrayAsync(new Uri("logs/diagnostics", UriKind.Relative), cancellationToken)));
        return zip.Entries.ToDictionary(e => e.FullName, e => new StreamReader(e.Open()).ReadToEnd());
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
