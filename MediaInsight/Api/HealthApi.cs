using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Api;

/// <summary>For container health checks and uptime monitors. Without sign-in it tells counts, never names or addresses.</summary>
internal static partial class HealthApi
{
    private static readonly TimeSpan DatabaseLimit = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", HealthAsync).AllowAnonymous().WithName("Health").WithTags("Health").WithSummary("Is the program well?");
        app.MapGet("/health/{kind}", KindHealth).RequireAuthorization(Permissions.ViewSessions).WithName("ServerHealth").WithTags("Health").WithSummary("Are the servers of one product reached?");
    }

    private static async Task<IResult> HealthAsync(IDbContextFactory<MediaInsightDb> factory, LiveServers servers, LiveSessions sessions, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var database = await DatabaseAsync(factory, time, loggers, cancellationToken);
        var statuses = servers.Feed.Current.Servers;
        var enabled = statuses.Where(s => s.Health != Servers.ServerHealth.Disabled).ToList();
        var online = enabled.Count(s => s.Health == Servers.ServerHealth.Online);
        var lag = sessions.Feed.Current.HistoryLag;
        return TypedResults.Json(
            new
            {
                Ok = database && !lag,
                Status = !database || lag ? "unhealthy" : online < enabled.Count ? "degraded" : "healthy",
                Timestamp = time.GetUtcNow(),
                Database = new { Ok = database, LatencyMs = Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1), Writable = !lag },
                Collector = new
                {
                    Ok = online == enabled.Count,
                    Servers = enabled.Count,
                    Online = online,
                    Connecting = enabled.Count(s => s.Health == Servers.ServerHealth.Connecting),
                    Failing = enabled.Count(s => s.Health is Servers.ServerHealth.Degraded or Servers.ServerHealth.Offline),
                    ActiveSessions = sessions.Feed.Current.Sessions.Length,
                },
            },
            ApiJson.Options,
            statusCode: database && !lag ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult KindHealth(string kind, LiveServers servers, CurrentReader reader)
    {
        if (!Enum.TryParse<ServerKind>(kind, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted) || char.IsDigit(kind[0]))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such product", detail: "Known products: plex, emby, jellyfin, audiobookshelf.");
        }

        var statuses = servers.Feed.Current.Servers.Where(s => s.Kind == wanted && s.Health != Servers.ServerHealth.Disabled).ToList();
        var failing = statuses.Find(s => s.Health != Servers.ServerHealth.Online);
        if (statuses.Count > 0 && failing is null)
        {
            return TypedResults.Json(new { Ok = true, Servers = statuses.Count }, ApiJson.Options);
        }

        // Failures name addresses: only who manages servers reads them.
        var error = statuses.Count == 0 ? $"No {wanted} server is watched." : reader.Can(Permissions.ManageServers) ? failing!.Failure ?? "Not reached yet." : "A server is not reached."; // non-null: an empty list was handled
        return TypedResults.Json(new { Ok = false, Error = error }, ApiJson.Options, statusCode: StatusCodes.Status502BadGateway);
    }

    private static async Task<bool> DatabaseAsync(IDbContextFactory<MediaInsightDb> factory, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(DatabaseLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var db = await factory.CreateDbContextAsync(either.Token);
            await db.Settings.AsNoTracking().OrderBy(s => s.Section).Select(s => s.Section).FirstOrDefaultAsync(either.Token);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogDatabase(loggers.CreateLogger(typeof(HealthApi)), e);
            return false;
        }
    }

    [LoggerMessage(1710, LogLevel.Error, "The health check cannot read the database")]
    private static partial void LogDatabase(ILogger logger, Exception e);
}
