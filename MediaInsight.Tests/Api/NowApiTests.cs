using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Api;

public sealed class NowApiTests : IAsyncLifetime
{
    private FakeJellyfin _jellyfin = null!;
    private Site _site = null!;
    private HttpClient _api = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _jellyfin = await FakeJellyfin.StartAsync();
        _site = Site.Start(Site.Watching(_jellyfin));
        _api = _site.Api();
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _site.DisposeAsync();
        await _jellyfin.DisposeAsync();
    }

    [Fact]
    public async Task The_snapshot_tells_the_same_as_the_active_sessions()
    {
        await PlaysAsync(FakeSession.Ann());

        var (active, snapshot) = await Site.UntilAsync(
            async () => (await SessionsApiTests.ReadAsync(_api, "api/v1/analytics/sessions/active"), await SessionsApiTests.ReadAsync(_api, "now/snapshot")),
            both => both.Item1.GetRawText() == both.Item2.GetRawText());

        Assert.Equal(1, snapshot.GetProperty("total").GetInt32());
        Assert.Equal(["pause", "resume", "stop", "message"], active.GetProperty("items")[0].GetProperty("commands").EnumerateArray().Select(c => c.GetString()));
    }

    [Theory]
    [InlineData("now")]
    [InlineData("api/v1/now")]
    public async Task Pause_resume_message_and_stop_reach_the_player_and_are_logged(string root)
    {
        var id = await PlaysAsync(FakeSession.Ann());

        Assert.Equal("done", await OutcomeAsync($"{root}/{id}/pause"));
        await Site.UntilAsync(StateAsync, s => s == "paused");
        Assert.Equal("done", await OutcomeAsync($"{root}/{id}/resume"));
        await Site.UntilAsync(StateAsync, s => s == "playing");
        Assert.Equal("done", await OutcomeAsync($"{root}/{id}/message", new { message = "Dinner is\nready", header = "Kitchen", timeoutMs = 5000 }));
        Assert.Equal("terminated", await OutcomeAsync($"{root}/{id}/stop", new { reason = "Bedtime" }));
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(_api, "now/snapshot"), s => s.GetProperty("total").GetInt32() == 0);

        Assert.Equal(
            ["5e55tv-1/Playing/Pause", "5e55tv-1/Playing/Unpause", "5e55tv-1/Message Dinner is ready", "5e55tv-1/Message Bedtime", "5e55tv-1/Playing/Stop"],
            _jellyfin.Commands);
        var log = (await SessionsApiTests.ReadAsync(_api, "api/v1/now/log")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["stop terminated", "message done", "resume done", "pause done"], log.Select(l => $"{l.GetProperty("command")} {l.GetProperty("outcome")}"));
        var stop = log[0];
        Assert.Equal(("api", "ann", "Lantern Bay", "Attic", "Bedtime", id), (Text(stop, "actor"), Text(stop, "viewer_name"), Text(stop, "title"), Text(stop, "server_name"), Text(stop, "reason"), Text(stop, "session_id")));
        var audit = await _site.Services.GetRequiredService<AuditTrail>().ReadAsync(new(Text: "session."), Token);
        Assert.Equal([AuditActions.SessionStopped, AuditActions.SessionMessaged, AuditActions.SessionResumed, AuditActions.SessionPaused], audit.Entries.Select(e => e.Action));
        Assert.Contains("“Bedtime”", audit.Entries[0].Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await SessionsApiTests.ReadAsync(_api, "api/v1/analytics/transcodes")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_a_player_cannot_do_is_refused_with_the_reason_and_not_tried()
    {
        var id = await PlaysAsync(FakeSession.Ann() with { TakesCommands = false });
        Assert.Empty((await SessionsApiTests.ReadAsync(_api, "now/snapshot")).GetProperty("items")[0].GetProperty("commands").EnumerateArray());

        foreach (var command in new[] { "pause", "resume", "stop" })
        {
            var problem = await ProblemAsync(HttpStatusCode.Conflict, $"now/{id}/{command}");
            Assert.Equal("Jellyfin Web is not connected to Jellyfin in a way that takes commands.", Text(problem, "detail"));
        }

        Assert.Contains("still moving", Text(await ProblemAsync(HttpStatusCode.Conflict, $"now/{id}/end"), "detail"), StringComparison.Ordinal);
        Assert.Empty(_jellyfin.Commands);
        Assert.Equal(0, (await SessionsApiTests.ReadAsync(_api, "api/v1/now/log")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_player_without_a_screen_for_it_is_sent_no_message_and_a_stop_keeps_its_reason_for_the_log()
    {
        var id = await PlaysAsync(FakeSession.Ann() with { ShowsMessages = false });

        Assert.Equal("Jellyfin Web cannot show messages.", Text(await ProblemAsync(HttpStatusCode.Conflict, $"now/{id}/message", new { text = "Hi" }), "detail"));
        Assert.Equal("terminated", await OutcomeAsync($"now/{id}/stop", new { message = "Too loud" }));

        Assert.Equal(["5e55tv-1/Playing/Stop"], _jellyfin.Commands);
        Assert.Equal("Too loud", Text((await SessionsApiTests.ReadAsync(_api, "api/v1/now/log")).GetProperty("items")[0], "reason"));
    }

    [Fact]
    public async Task A_session_that_is_gone_and_a_server_that_fails_are_told_apart_and_logged()
    {
        var id = await PlaysAsync(FakeSession.Ann());

        _jellyfin.CommandStatus = HttpStatusCode.NotFound;
        Assert.Equal("already_gone", await OutcomeAsync($"now/{id}/stop"));
        _jellyfin.CommandStatus = HttpStatusCode.ServiceUnavailable;
        var problem = await ProblemAsync(HttpStatusCode.BadGateway, $"now/{id}/stop");

        Assert.Equal("failed", Text(problem, "outcome"));
        Assert.Contains("not ready", Text(problem, "detail"), StringComparison.Ordinal);
        var log = (await SessionsApiTests.ReadAsync(_api, "api/v1/now/log")).GetProperty("items");
        Assert.Equal(["failed", "already_gone"], log.EnumerateArray().Select(l => Text(l, "outcome")));
        Assert.Contains("not ready", Text(log[0], "error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0190b3f0-0000-7000-8000-000000000000")]
    [InlineData("nonsense")]
    public async Task Nothing_plays_under_an_unknown_id(string id)
    {
        await ProblemAsync(HttpStatusCode.NotFound, $"now/{id}/stop");
        await ProblemAsync(HttpStatusCode.NotFound, $"api/v1/now/{id}/end");
    }

    [Theory]
    [InlineData("{}", "message")]
    [InlineData("{\"message\":\" \"}", "message")]
    [InlineData("{\"message\":\"LONG\"}", "message")]
    [InlineData("{\"message\":\"a\",\"timeoutMs\":1}", "timeoutMs")]
    [InlineData("{\"message\":\"a\",\"timeout_ms\":90000}", "timeoutMs")]
    public async Task A_message_that_makes_no_sense_is_refused_by_name(string body, string field)
    {
        var id = await PlaysAsync(FakeSession.Ann());
        using var content = new StringContent(body.Replace("LONG", new string('x', 501), StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        using var response = await _api.PostAsync(new Uri($"now/{id}/message", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal([field], problem.RootElement.GetProperty("errors").EnumerateObject().Select(p => p.Name));
        Assert.Empty(_jellyfin.Commands);
    }

    [Fact]
    public async Task A_viewer_may_not_and_another_sites_page_cannot()
    {
        var id = await PlaysAsync(FakeSession.Ann());
        await _site.AddAccountAsync("vera", Roles.Viewer, onlyOwn: null);
        using var viewer = await SignedIn.Async(_site, "vera");
        using var owner = await SignedIn.Async(_site, Site.Owner);
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _site.Address };

        foreach (var path in new[] { "pause", "resume", "stop", "message", "end" }.SelectMany(c => new[] { $"now/{id}/{c}", $"api/v1/now/{id}/{c}" }))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, path));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(viewer, path));

            // The cookie alone is what a forged request would come with.
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(owner, path));
        }

        Assert.Empty(_jellyfin.Commands);
    }

    [Fact]
    public async Task A_ghost_is_ended_by_hand_and_stays_ended_while_it_is_listed()
    {
        var ghost = FakeSession.Ann() with { ReportedAt = TimeProvider.System.GetUtcNow().AddMinutes(-3) };
        var id = await PlaysAsync(ghost);

        Assert.Equal("ended", await OutcomeAsync($"now/{id}/end"));
        await Site.UntilAsync(() => SessionsApiTests.ReadAsync(_api, "now/snapshot"), s => s.GetProperty("total").GetInt32() == 0);
        var reads = _jellyfin.Reads;
        _jellyfin.Play(ghost with { Position = TimeSpan.FromMinutes(12) });
        await Site.UntilAsync(() => Task.FromResult(_jellyfin.Reads), r => r > reads + 2);
        Assert.Equal(0, (await SessionsApiTests.ReadAsync(_api, "now/snapshot")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync(new Uri($"api/v1/analytics/sessions/{id}", UriKind.Relative), Token)).StatusCode);

        _jellyfin.Play(FakeSession.Ann() with { Position = TimeSpan.FromMinutes(13) });
        var again = await Site.UntilAsync(() => SessionsApiTests.ReadAsync(_api, "now/snapshot"), s => s.GetProperty("total").GetInt32() == 1);
        Assert.NotEqual(id, Text(again.GetProperty("items")[0], "id"));
        Assert.Empty(_jellyfin.Commands);
    }

    [Fact]
    public async Task A_command_that_was_sent_is_logged_although_the_caller_left()
    {
        var id = await PlaysAsync(FakeSession.Ann());
        var control = _site.Services.GetRequiredService<SessionControl>();
        using var left = new CancellationTokenSource();
        var running = control.RunAsync(AuditContext.System, ReadScope.Everything, new(Guid.Parse(id)), new(SessionVerb.Pause), left.Token);
        await left.CancelAsync();

        Assert.Equal(ControlOutcome.Done, (await running).Outcome);
        Assert.Equal(1, (await SessionsApiTests.ReadAsync(_api, "api/v1/now/log")).GetProperty("total").GetInt32());
    }

    private async Task<string> PlaysAsync(FakeSession session)
    {
        _jellyfin.Play(session);
        var active = await Site.UntilAsync(() => SessionsApiTests.ReadAsync(_api, "now/snapshot"), a => a.GetProperty("total").GetInt32() == 1);
        return Text(active.GetProperty("items")[0], "id")!; // non-null: every row has one
    }

    private async Task<string?> StateAsync() => Text((await SessionsApiTests.ReadAsync(_api, "now/snapshot")).GetProperty("items")[0], "state");

    private async Task<string?> OutcomeAsync(string path, object? body = null)
    {
        using var response = await PostAsync(path, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        return Text(answer.RootElement, "outcome");
    }

    private async Task<JsonElement> ProblemAsync(HttpStatusCode status, string path, object? body = null)
    {
        using var response = await PostAsync(path, body);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, object? body) =>
        body is null
            ? await _api.PostAsync(new Uri(path, UriKind.Relative), null, Token)
            : await _api.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Token);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), null, Token);
        return response.StatusCode;
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
