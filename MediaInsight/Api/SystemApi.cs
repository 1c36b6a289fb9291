using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Monitoring;
using MediaInsight.Servers;

namespace MediaInsight.Api;

/// <summary>How the machine does, now and in the last days.</summary>
internal static class SystemApi
{
    /// <summary>A server that has not told for so long tells nothing now.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private const int DefaultHours = 24;
    private const int MaxHours = 168;

    public static void MapSystem(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/analytics/system").WithTags("System").RequireAuthorization(Permissions.ManageServers).DisableCookieRedirect();
        admin.MapGet("", LatestAsync).WithName("System").WithSummary("The newest sample of this machine, and what Plex servers tell of theirs");
        admin.MapGet("/history", HistoryAsync).WithName("SystemHistory").WithSummary("Samples of the last hours (hours, 24; at most 168), drawn together to at most 500 points");
    }

    private static async Task<IResult> LatestAsync(SystemMetrics metrics, ServerRegistry servers, TimeProvider time, CancellationToken cancellationToken)
    {
        var told = await metrics.LatestOfServersAsync(time.GetUtcNow() - Fresh, cancellationToken);
        return TypedResults.Ok(SystemAnswer.Of(
            await metrics.LatestAsync(cancellationToken),
            [.. told.Where(s => servers.Find(s.ServerId) is not null).Select(s => new ServerLoadRow(
                s.ServerId.ToString(), servers.Find(s.ServerId)!.Name, s.RecordedAt, s.HostCpuPercent, s.ProcessCpuPercent, s.HostMemoryPercent, s.ProcessMemoryPercent))])); // non-null: asked before
    }

    private static async Task<IResult> HistoryAsync(HttpRequest request, SystemMetrics metrics, ServerRegistry servers, SettingsStore settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, settings.Get<SiteSettings>().Zone());
        var hours = query.Number("hours", DefaultHours, 1, MaxHours);
        if (query.Problems.Count > 0)
        {
            return TypedResults.ValidationProblem(query.Problems, title: "Some parameters cannot be used.");
        }

        var now = time.GetUtcNow();
        var interval = TimeSpan.FromSeconds(settings.Get<MonitoringSettings>().IntervalSeconds);
        var items = await metrics.HistoryAsync(now.AddHours(-hours), now, interval, cancellationToken);
        var machines = await metrics.ServerHistoryAsync(now.AddHours(-hours), now, interval, cancellationToken);
        return TypedResults.Ok(new SystemHistoryAnswer(
            hours, [.. items.Select(SystemHistoryRow.Of)], items.Count,
            [.. machines.Where(m => servers.Find(m.ServerId) is not null).Select(m => new ServerLoadRow(
                m.ServerId.ToString(), servers.Find(m.ServerId)!.Name, m.RecordedAt, Rounded.Of(m.HostCpuPercent), Rounded.Of(m.ProcessCpuPercent), Rounded.Of(m.HostMemoryPercent), Rounded.Of(m.ProcessMemoryPercent)))])); // non-null: asked before
    }
}
