using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Api;

/// <summary>What the program holds, for finding out why a page shows what it shows.</summary>
internal static class DebugApi
{
    public static void MapDebug(this IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/debug/users", UsersAsync).DisableCookieRedirect().RequireAuthorization(Permissions.ManageUsers).WithName("DebugUsers").WithTags("Debug").WithSummary("Accounts of all servers with the person they belong to");
        app.MapGet("/api/v1/admin/debug/users", UsersAsync).DisableCookieRedirect().RequireAuthorization(Permissions.ManageUsers).WithName("DebugUsersV1").WithTags("Debug").WithSummary("Accounts of all servers with the person they belong to");
    }

    private static async Task<Results<Ok<DebugUserPage>, ValidationProblem>> UsersAsync(
        HttpRequest request, IDbContextFactory<MediaInsightDb> factory, SettingsStore settings, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, settings.Get<SiteSettings>().Zone());
        var (page, size) = (query.Number("page", 1, 1, 1_000_000), query.Number("page_size", 500, 1, 500));
        if (query.Problems.Count > 0)
        {
            return TypedResults.ValidationProblem(query.Problems, title: "Some parameters cannot be used.");
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var total = await db.ServerUsers.CountAsync(cancellationToken);

        // Somebody incognito is one here, too: no server's id and no address leads to the name.
        var rows = await (from user in db.ServerUsers.AsNoTracking()
                          join person in db.Viewers.AsNoTracking() on user.ViewerId equals person.Id
                          join server in db.Servers.AsNoTracking() on user.ServerId equals server.Id
                          orderby user.Id
                          select new
                          {
                              user.Id,
                              user.Name,
                              user.ExternalId,
                              user.Email,
                              user.IsAdministrator,
                              user.FirstSeenAt,
                              user.RemovedAt,
                              NotTracked = user.DoNotTrack || person.DoNotTrack,
                              Incognito = person.HiddenName != null,
                              ViewerId = person.Id,
                              ViewerName = person.Name,
                              ServerId = server.Id,
                              ServerName = server.Name,
                              ServerKind = server.Kind,
                              Plays = db.Plays.Count(p => p.UserId == user.Id),
                              LastSeenAt = db.Plays.Where(p => p.UserId == user.Id).OrderByDescending(p => p.StartedAt).Select(p => (DateTimeOffset?)p.StartedAt).FirstOrDefault(),
                          }).Skip((page - 1) * size).Take(size).ToListAsync(cancellationToken);
        return TypedResults.Ok(new DebugUserPage(
            [.. rows.Select(r => new DebugUserRow(
                r.Id.ToString(), r.Name, r.Incognito ? null : r.ExternalId, r.Incognito ? null : r.Email, r.IsAdministrator, r.ViewerId.ToString(), r.ViewerName,
                r.ServerId.ToString(), r.ServerName, Words.Of(r.ServerKind), r.NotTracked, r.Incognito, r.Plays, r.FirstSeenAt, r.LastSeenAt, r.RemovedAt))],
            total, page, size));
    }
}
