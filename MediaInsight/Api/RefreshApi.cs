using System.Globalization;
using MediaInsight.Api.Contracts;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>Reading libraries and accounts by hand, and how it goes.</summary>
internal static class RefreshApi
{
    public static void MapRefresh(this IEndpointRouteBuilder app)
    {
        foreach (var (prefix, suffix) in new[] { ("/admin", ""), ("/api/v1/admin", "V1") })
        {
            var admin = app.MapGroup(prefix).WithTags("Libraries").DisableCookieRedirect();
            admin.MapPost("/refresh/start", StartAsync).RequireAuthorization(Permissions.ManageServers).RequireAntiforgeryForCookies()
                .WithName("RefreshStart" + suffix).WithSummary("Read every item of all libraries, or of one server's (server_id)");
            admin.MapPost("/refresh/incremental", IncrementalAsync).RequireAuthorization(Permissions.ManageServers).RequireAntiforgeryForCookies()
                .WithName("RefreshIncremental" + suffix).WithSummary("Read what changed in the libraries");
            admin.MapPost("/refresh/cancel", CancelAsync).RequireAuthorization(Permissions.ManageServers).RequireAntiforgeryForCookies()
                .WithName("RefreshCancel" + suffix).WithSummary("Stop reading libraries; the next full reading goes on from there");
            admin.MapGet("/refresh/status", Status).RequireAuthorization(Permissions.ManageServers)
                .WithName("RefreshStatus" + suffix).WithSummary("How the reading of the libraries goes, or how it last went");
            admin.MapPost("/users/force-sync", SyncUsersAsync).RequireAuthorization(Permissions.ManageServers).RequireAntiforgeryForCookies()
                .WithName("UsersForceSync" + suffix).WithSummary("Read accounts, avatars and libraries of all servers now");
        }
    }

    private static Task<Results<Accepted<RefreshStatus>, ProblemHttpResult>> StartAsync(
        HttpContext http, ServerRegistry servers, ILibrarySyncs syncs, LibrarySyncProgress progress, AuditLog audit, CancellationToken cancellationToken) =>
        BeginAsync(http, servers, audit, "every item", s => syncs.Start(s, full: true), progress, cancellationToken);

    private static Task<Results<Accepted<RefreshStatus>, ProblemHttpResult>> IncrementalAsync(
        HttpContext http, ServerRegistry servers, ILibrarySyncs syncs, LibrarySyncProgress progress, AuditLog audit, CancellationToken cancellationToken) =>
        BeginAsync(http, servers, audit, "what changed", s => syncs.Start(s, full: false), progress, cancellationToken);

    private static Task<Results<Accepted<RefreshStatus>, ProblemHttpResult>> CancelAsync(
        HttpContext http, ServerRegistry servers, ILibrarySyncs syncs, LibrarySyncProgress progress, AuditLog audit, CancellationToken cancellationToken) =>
        BeginAsync(http, servers, audit, "stopped", syncs.Cancel, progress, cancellationToken);

    private static Task<Results<Accepted<RefreshStatus>, ProblemHttpResult>> SyncUsersAsync(
        HttpContext http, ServerRegistry servers, IServerRefreshes refreshes, LibrarySyncProgress progress, AuditLog audit, CancellationToken cancellationToken) =>
        BeginAsync(http, servers, audit, "accounts", wanted =>
        {
            foreach (var server in servers.All.Where(s => s.IsEnabled && (wanted is null || s.Id == wanted)))
            {
                refreshes.Request(server.Id);
            }
        }, progress, cancellationToken);

    private static Ok<RefreshStatus> Status(LibrarySyncProgress progress) => TypedResults.Ok(RefreshStatus.Of(progress.Feed.Current));

    private static async Task<Results<Accepted<RefreshStatus>, ProblemHttpResult>> BeginAsync(
        HttpContext http, ServerRegistry servers, AuditLog audit, string what, Action<ServerId?> begin, LibrarySyncProgress progress, CancellationToken cancellationToken)
    {
        ServerId? server = null;
        var name = "all servers";
        if (http.Request.Query["server_id"].ToString() is { Length: > 0 } told)
        {
            if (!int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || servers.Find(new(id)) is not { IsEnabled: true } found)
            {
                return TypedResults.Problem(statusCode: 404, title: "No such server", detail: $"There is no enabled server with the id '{Text.Clean(told, 64)}'.");
            }

            (server, name) = (found.Id, found.Name);
        }

        await audit.RecordAsync(AuditContext.Of(http.User), AuditActions.LibraryRefresh, name, what, cancellationToken);
        begin(server);
        return TypedResults.Accepted((string?)null, RefreshStatus.Of(progress.Feed.Current));
    }
}
