using System.Net;
using System.Text;
using System.Text.Json;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Data;
using MediaInsight.Monitoring;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

/// <summary>Channels, alert rules, log and system figures as CineVault's clients know them.</summary>
public sealed class NotificationsApiTests(SeededSite home) : IClassFixture<SeededSite>
{
    private const string Channels = "api/v1/notifications/channels";
    private const string Alerts = "api/v1/notifications/alerts";
    private const string Webhook = "https://discord.com/api/webhooks/1234/geheimes-zeichen";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Examples_are_accepted_as_they_stand()
    {
        var channel = await CreatedAsync(Channels, $$"""{"name": "Discord Alerts", "channel_type": "discord", "webhook_url": "{{Webhook}}", "events": "[\"all\"]"}""");
        var id = channel.GetProperty("id").GetString();
        Assert.True(channel.GetProperty("is_enabled").GetBoolean());
        Assert.Equal("""["all"]""", channel.GetProperty("events").ToString());
        Assert.Equal("discord", channel.GetProperty("channel_type").GetString());

        var disk = await CreatedAsync(Alerts, $$"""{"name": "Low Disk Space", "condition_type": "disk_space_low", "threshold": 50.0, "cooldown_minutes": 120, "channel_id": {{id}}}""");
        var transcodes = await CreatedAsync(Alerts, $$"""{"name": "Transcode Failures", "condition_type": "transcode_failure", "threshold": 3, "cooldown_minutes": 60, "channel_id": "{{id}}"}""");
        var defaults = await CreatedAsync(Alerts, $$"""{"name": "Heat", "condition_type": "gpu_temp_high", "channel_id": {{id}}}""");

        Assert.Equal((50.0, 120, true), (disk.GetProperty("threshold").GetDouble(), disk.GetProperty("cooldown_minutes").GetInt32(), disk.GetProperty("is_enabled").GetBoolean()));
        Assert.Equal((3.0, 60, id), (transcodes.GetProperty("threshold").GetDouble(), transcodes.GetProperty("cooldown_minutes").GetInt32(), transcodes.GetProperty("channel_id").GetString()));
        Assert.Equal((85.0, 60), (defaults.GetProperty("threshold").GetDouble(), defaults.GetProperty("cooldown_minutes").GetInt32()));
        Assert.Contains("Low Disk Space", await SeededSite.TextAsync(home.Admin, Alerts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_a_token_is_never_given_back_and_stays_when_it_is_left_out()
    {
        var id = (await CreatedAsync(Channels, $$"""{"name": "Secret", "channel_type": "slack", "webhook_url": "{{Webhook}}", "events": ["alert.fired", "alert.resolved"], "is_enabled": false}""")).GetProperty("id").GetString();

        var (status, edited) = await SendAsync(HttpMethod.Put, $"{Channels}/{id}", """{"name": "Renamed", "webhook_url": "********", "is_enabled": true}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("Renamed", "********", true), (edited.GetProperty("name").GetString(), edited.GetProperty("webhook_url").GetString(), edited.GetProperty("is_enabled").GetBoolean()));
        Assert.Equal("""["alert.fired","alert.resolved"]""", edited.GetProperty("events").ToString());
        Assert.DoesNotContain("geheim", edited + await SeededSite.TextAsync(home.Admin, Channels), StringComparison.Ordinal);
        await using var db = await home.Site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        Assert.All(await db.NotificationChannels.AsNoTracking().ToListAsync(Token), c => Assert.DoesNotContain("geheim", c.Settings + c.EncryptedSecrets, StringComparison.Ordinal));
        Assert.All(await db.AuditEntries.AsNoTracking().ToListAsync(Token), a => Assert.DoesNotContain("geheim", a.Target + a.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Channels, """{"channel_type": "discord", "webhook_url": "https://a.example/"}""", "name")]
    [InlineData(Channels, """{"name": "A", "webhook_url": "https://a.example/"}""", "channel_type")]
    [InlineData(Channels, """{"name": "A", "channel_type": "discord"}""", "webhook_url")]
    [InlineData(Channels, """{"name": "A", "channel_type": "pigeon", "webhook_url": "https://a.example/"}""", "channel_type")]
    [InlineData(Channels, """{"name": "A", "channel_type": "discord", "webhook_url": "no address"}""", "webhook_url")]
    [InlineData(Channels, """{"name": "A", "channel_type": "discord", "webhook_url": "https://a.example/", "events": "nonsense here"}""", "events")]
    [InlineData(Channels, """{"name": "A", "channel_type": "discord", "webhook_url": "https://a.example/", "events": 7}""", "events")]
    [InlineData(Channels, """{"name": "A", "channel_type": "discord", "webhook_url": "https://a.example/", "is_enabled": "yes"}""", "is_enabled")]
    [InlineData(Channels, "[]", "body")]
    [InlineData(Channels, "{", "body")]
    [InlineData(Alerts, """{"condition_type": "disk_space_low", "channel_id": 1}""", "name")]
    [InlineData(Alerts, """{"name": "A", "channel_id": 1}""", "condition_type")]
    [InlineData(Alerts, """{"name": "A", "condition_type": "disk_space_low"}""", "channel_id")]
    [InlineData(Alerts, """{"name": "A", "condition_type": "disk_space_low", "channel_id": 98765}""", "channel_id")]
    [InlineData(Alerts, """{"name": "A", "condition_type": "moon_phase", "channel_id": 98765}""", "condition_type")]
    [InlineData(Alerts, """{"name": "A", "condition_type": "disk_space_low", "threshold": "much", "channel_id": 98765}""", "threshold")]
    [InlineData(Alerts, """{"name": "A", "condition_type": "disk_space_low", "cooldown_minutes": 1.5, "channel_id": 98765}""", "cooldown_minutes")]
    public async Task What_is_missing_or_wrong_is_named(string path, string body, string field)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var messages = answer.GetProperty("errors").GetProperty(field);
        Assert.Contains(field == "body" ? "JSON" : $"'{field}'", messages[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name": "Push", "channel_type": "ntfy", "settings": {"server": "https://ntfy.example.org", "topic": "media", "token": "geheimes-zeichen"}, "quiet_from": "22:00", "quiet_to": "07:30", "quiet_drops": true}""", "topic", "media")]
    [InlineData("""{"name": "Post", "channel_type": "email", "settings": {"host": "mail.example.org", "port": "465", "security": "tls", "from": "a@example.org", "to": "b@example.org", "username": "u", "password": "geheimes-zeichen"}, "quiet_from": "22:00", "quiet_to": "07:30", "quiet_drops": true}""", "port", "465")]
    public async Task Other_kinds_take_their_fields_and_quiet_hours(string body, string field, string value)
    {
        var channel = await CreatedAsync(Channels, body);

        Assert.Equal(value, channel.GetProperty("settings").GetProperty(field).GetString());
        Assert.StartsWith("22:00", channel.GetProperty("quiet_from").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("07:30", channel.GetProperty("quiet_to").GetString(), StringComparison.Ordinal);
        Assert.True(channel.GetProperty("quiet_drops").GetBoolean());
        Assert.DoesNotContain("geheim", channel.ToString(), StringComparison.Ordinal);
        await using var db = await home.Site.Services.GetRequiredService<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        var id = int.Parse(channel.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture); // non-null: it has one
        var row = await db.NotificationChannels.AsNoTracking().SingleAsync(c => c.Id == id, Token);
        Assert.Equal((new TimeOnly(22, 0), new TimeOnly(7, 30), true), (row.QuietFrom, row.QuietTo, row.QuietDrops));
        Assert.DoesNotContain("geheim", row.Settings + row.EncryptedSecrets, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_is_changed_in_part_deleted_and_then_not_found()
    {
        var channel = (await CreatedAsync(Channels, $$"""{"name": "For rules", "channel_type": "generic", "webhook_url": "{{Webhook}}"}""")).GetProperty("id").GetString();
        var id = (await CreatedAsync(Alerts, $$"""{"name": "Load", "condition_type": "cpu_high", "threshold": 80, "channel_id": {{channel}}}""")).GetProperty("id").GetString();

        var (_, edited) = await SendAsync(HttpMethod.Put, $"{Alerts}/{id}", """{"threshold": 70, "silenced_until": "2100-01-01T00:00:00Z"}""");

        Assert.Equal(("Load", "cpu_high", 70.0, channel, "new"), (
            edited.GetProperty("name").GetString(), edited.GetProperty("condition_type").GetString(), edited.GetProperty("threshold").GetDouble(), edited.GetProperty("channel_id").GetString(), edited.GetProperty("state").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"{Alerts}/{id}", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, $"{Alerts}/{id}", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Put, $"{Alerts}/{id}", "{}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"{Channels}/{channel}", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Post, $"{Channels}/{channel}/test", null)).Status);
    }

    [Fact]
    public async Task A_test_tells_how_it_went()
    {
        // Nobody listens on the port of discarding.
        var id = (await CreatedAsync(Channels, """{"name": "Nobody there", "channel_type": "generic", "webhook_url": "http://127.0.0.1:9/hook/geheimes-zeichen"}""")).GetProperty("id").GetString();

        var (status, answer) = await SendAsync(HttpMethod.Post, $"{Channels}/{id}/test", null);

        Assert.Equal((HttpStatusCode.OK, false), (status, answer.GetProperty("success").GetBoolean()));
        Assert.False(string.IsNullOrEmpty(answer.GetProperty("error").GetString()));
        Assert.DoesNotContain("geheim", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_fires_stands_in_the_log_with_rule_and_channel()
    {
        var channel = (await CreatedAsync(Channels, $$"""{"name": "Log", "channel_type": "generic", "webhook_url": "http://127.0.0.1:9/", "is_enabled": false}""")).GetProperty("id").GetString();
        var rule = int.Parse((await CreatedAsync(Alerts, $$"""{"name": "Always", "condition_type": "disk_space_low", "threshold": 1000000, "channel_id": {{channel}}}""")).GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        await SampleAsync();

        await home.Site.Services.GetRequiredService<AlertEvaluator>().EvaluateAsync(rule, Token);

        var entry = (await SeededSite.ReadAsync(home.Admin, "api/v1/notifications/log")).GetProperty("items").EnumerateArray().First(e => e.GetProperty("rule_name").GetString() == "Always");
        Assert.Equal(("Log", "fired"), (entry.GetProperty("channel_name").GetString(), entry.GetProperty("event").GetString()));
        var state = (await SeededSite.ReadAsync(home.Admin, Alerts)).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("name").GetString() == "Always");
        Assert.Equal("firing", state.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("GET", Channels)]
    [InlineData("POST", Channels)]
    [InlineData("PUT", Channels + "/1")]
    [InlineData("DELETE", Channels + "/1")]
    [InlineData("POST", Channels + "/1/test")]
    [InlineData("GET", Alerts)]
    [InlineData("POST", Alerts)]
    [InlineData("PUT", Alerts + "/1")]
    [InlineData("DELETE", Alerts + "/1")]
    [InlineData("GET", "api/v1/notifications/log")]
    [InlineData("GET", "api/v1/analytics/system")]
    [InlineData("GET", "api/v1/analytics/system/history")]
    public async Task Others_than_admins_are_refused(string method, string path)
    {
        using var nobody = new HttpClient { BaseAddress = home.Site.Address };
        foreach (var (http, expected) in new[] { (nobody, HttpStatusCode.Unauthorized), (home.Ben, HttpStatusCode.Forbidden) })
        {
            using var request = new HttpRequestMessage(new(method), path) { Content = method is "POST" or "PUT" ? new StringContent("{}", Encoding.UTF8, "application/json") : null };
            using var response = await http.SendAsync(request, Token);

            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("POST", Channels)]
    [InlineData("POST", Alerts)]
    [InlineData("DELETE", Alerts + "/1")]
    public async Task A_cookie_alone_changes_nothing(string method, string path)
    {
        using var owner = await SignedIn.Async(home.Site, Site.Owner);
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        using var response = await owner.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("is required", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machine_is_told_as_it_was_last_sampled()
    {
        await SampleAsync();

        var system = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/system");

        Assert.All(
            "cpu_percent memory_percent memory_used_mb gpu_encoder_percent gpu_memory_percent gpu_temp disk_total_gb disk_used_gb disk_free_gb active_streams active_transcodes recorded_at disks servers".Split(' '),
            key => Assert.True(system.TryGetProperty(key, out _), key));
        Assert.InRange(system.GetProperty("cpu_percent").GetDouble(), 0, 100);
        Assert.InRange(system.GetProperty("memory_percent").GetDouble(), 0.1, 100);
        Assert.True(system.GetProperty("disk_free_gb").GetDouble() <= system.GetProperty("disk_total_gb").GetDouble());
        Assert.Equal(home.Site.Folder, system.GetProperty("disks")[0].GetProperty("path").GetString());
        var history = await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/system/history");
        Assert.Equal((24, true), (history.GetProperty("hours").GetInt32(), history.GetProperty("items").GetArrayLength() > 0));
        Assert.Equal(1, (await SeededSite.ReadAsync(home.Admin, "api/v1/analytics/system/history?hours=1")).GetProperty("hours").GetInt32());
    }

    [Theory]
    [InlineData("169")]
    [InlineData("0")]
    [InlineData("day")]
    public async Task Hours_beyond_a_week_are_refused_by_name(string hours)
    {
        using var response = await home.Admin.GetAsync(new Uri("api/v1/analytics/system/history?hours=" + hours, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("'hours' must be a whole number from 1 to 168.", JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("errors").GetProperty("hours")[0].GetString(), StringComparison.Ordinal);
    }

    private async Task SampleAsync() => await Site.UntilAsync(() => Task.FromResult(home.Site.Services.GetRequiredService<SystemNow>().Latest), sample => sample is not null);

    private async Task<JsonElement> CreatedAsync(string path, string body)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, path, body);
        Assert.True(status == HttpStatusCode.Created, $"{status}: {answer}");
        return answer;
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await home.Admin.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
