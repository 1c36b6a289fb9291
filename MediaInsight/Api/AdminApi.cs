using System.Globalization;
using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>For whoever wonders what the collector does: its jobs, what it recorded, what the servers say themselves.</summary>
internal static class AdminApi
{
    /// <summary>How long the answer waits for all servers to be read.</summary>
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private const int MaxServers = 20;
    private const int MaxSessions = 500;

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        foreach (var (prefix, suffix) in new[] { ("/admin", ""), ("/api/v1/admin", "V1") })
        {
            var admin = app.MapGroup(prefix).WithTags("Collector").DisableCookieRedirect();
            admin.MapGet("/scheduler/stats", SchedulerAsync).RequireAuthorization(Permissions.ManageSettings).WithName("SchedulerStats" + suffix).WithSummary("The scheduler's jobs: last and next runs");
            admin.MapGet("/debug/sessions", SessionsAsync).RequireAuthorization(Permissions.ManageServers).WithName("DebugSessions" + suffix).WithSummary("Recorded sessions, short ones too, with the filters of the session list");
            admin.MapGet("/debug/emby-sessions", WireAsync).RequireAuthorization(Permissions.ManageServers).WithName("DebugEmbySessions" + suffix).WithSummary("Live sessions asked of the servers now: of all Emby servers, or of any one with ?server=");
            admin.MapPost("/debug/ingest-active", IngestAsync).RequireAuthorization(Permissions.ManageServers).RequireAntiforgeryForCookies().WithName("DebugIngestActive" + suffix).WithSummary("Reads every server now and tells what plays");
        }
    }

    private static async Task<Ok<SchedulerStats>> SchedulerAsync(ScheduledJobs jobs, CancellationToken cancellationToken)
    {
        var all = await jobs.ListAsync(cancellationToken);
        return TypedResults.Ok(new SchedulerStats(all.Count, all.Count(j => j.RunningSince is not null), all.Count(j => j.LastRun?.Outcome == JobOutcome.Failed), [.. all.Select(JobRow.Of)]));
    }

    private static Task<Results<Ok<SessionPage>, ValidationProblem>> SessionsAsync(HttpRequest request, CurrentReader reader, HistoryQuery history, SettingsStore settings, CancellationToken cancellationToken) =>
        SessionsApi.PageAsync(request, includeShort: true, reader, history, settings, cancellationToken);

    private static async Task<Results<Ok<WireServers>, ProblemHttpResult>> WireAsync(string? server, ServerRegistry registry, ServerClients clients, DiscreetReadings discreet, TimeProvider time, CancellationToken cancellationToken)
    {
        List<MediaServer> asked;
        if (string.IsNullOrEmpty(server))
        {
            asked = [.. registry.All.Where(s => s is { IsEnabled: true, Kind: ServerKind.Emby }).Take(MaxServers)];
        }
        else if (int.TryParse(server, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && registry.Find(new(id)) is { } one)
        {
            asked = [one];
        }
        else
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such server", detail: $"There is no server with the id '{Text.Clean(server, 64)}'.");
        }

        var answers = await Task.WhenAll(asked.Select(s => AskAsync(s, clients, discreet, time, cancellationToken)));
        return TypedResults.Ok(new WireServers(answers, answers.Sum(a => a.Total)));
    }

    private static async Task<WireServer> AskAsync(MediaServer server, ServerClients clients, DiscreetReadings discreet, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        double Elapsed() => Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1);
        try
        {
            using var client = clients.Create(server);
            var reading = await client.GetSessionsAsync(cancellationToken);
            var shown = new List<WireSession>();
            foreach (var session in reading.Sessions.Take(MaxSessions))
            {
                shown.Add(WireSession.Of(await discreet.OfAsync(server.Id, session, cancellationToken)));
            }

            return new(server.Id.ToString(), Words.Of(server.Kind), server.Name, shown, reading.Sessions.Count, reading.IdleSlots.Count, Elapsed(), null);
        }
        catch (ServerFailure failure)
        {
            return new(server.Id.ToString(), Words.Of(server.Kind), server.Name, [], 0, 0, Elapsed(), failure.Message);
        }
    }

    private static async Task<Ok<IngestedSessions>> IngestAsync(
        CurrentReader reader, HttpContext http, ServerRegistry registry, LiveServers servers, LiveSessions sessions, PollRequests requests, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var asked = registry.All.Where(s => s.IsEnabled).ToList();
        var (since, version) = (time.GetUtcNow(), sessions.Feed.Version);
        foreach (var server in asked)
        {
            requests.Request(server.Id);
        }

        await audit.RecordAsync(AuditContext.Of(http.User), "collector.read", "all servers", null, cancellationToken);
        bool IsRead(MediaServer s) => servers.Find(s.Id) is { LastPollAt: { } at } && at >= since;
        while (time.GetUtcNow() - since < ReadLimit && !(asked.TrueForAll(IsRead) && (asked.Count == 0 || sessions.Feed.Version > version)))
        {
            await Task.Delay(Look, time, cancellationToken);
        }

        SessionRow[] items = [.. sessions.Read(reader.Scope).Sessions.Take(MaxSessions).Select(s => SessionRow.Of(s))];
        var states = servers.Feed.Current.Servers;
        return TypedResults.Ok(new IngestedSessions(
            items, sessions.Read(reader.Scope).Sessions.Length, [.. states.Select(s => CollectorServerRow.Of(s, servers.Collector.Of(s.Id)))],
            [.. asked.Where(s => !(servers.Find(s.Id) is { LastGoodAt: { } good } && good >= since)).Select(s => s.Name)]));
    }
}
