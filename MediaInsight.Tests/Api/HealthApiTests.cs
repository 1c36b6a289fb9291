using System.Net;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Platform.Logging;
using MediaInsight.Tests.Components.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

public sealed class HealthApiTests(SharedProgram program) : IClassFixture<SharedProgram>
{
    [Fact]
    public async Task Asking_for_health_leaves_no_warning_in_the_log()
    {
        using var client = program.Site.CreateClient();

        using var answer = await client.GetAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        var ring = program.Site.Services.GetRequiredService<LogRing>();
        Assert.DoesNotContain(ring.Read(new(LogWeight.Warning), 100), line => line.Message.Contains("OrderBy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_is_told_to_whoever_watches_the_container_until_it_can()
    {
        using var client = program.Site.CreateClient();
        Assert.Equal((HttpStatusCode.OK, "healthy", true), await ReadAsync(client));

        await SqlAsync("ALTER TABLE settings RENAME TO hidden_settings");
        try
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy", false), await ReadAsync(client));
        }
        finally
        {
            await SqlAsync("ALTER TABLE hidden_settings RENAME TO settings");
        }

        Assert.Equal((HttpStatusCode.OK, "healthy", true), await ReadAsync(client));
    }

    private static async Task<(HttpStatusCode Code, string? Status, bool Database)> ReadAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken);
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (answer.StatusCode, told.RootElement.GetProperty("status").GetString(), told.RootElement.GetProperty("database").GetProperty("ok").GetBoolean());
    }

    private async Task SqlAsync(string sql)
    {
        await using var db = await program.Site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }
}
