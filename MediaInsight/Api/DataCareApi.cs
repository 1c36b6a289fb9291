using System.Security.Claims;
using MediaInsight.Data.Backup;
using MediaInsight.Domain;
using MediaInsight.History.Changes;
using MediaInsight.History.Quality;
using MediaInsight.Identity;
using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>
/// Data care for scripts, under the addresses that Emby Analytics and Tracearr gave it. Their words stand for the checks of
/// <see cref="QualityReport"/>: intervals are plays, play methods are stream decisions. Reading is a dry run.
/// </summary>
internal static class DataCareApi
{
    /// <summary>Sessions of one bulk request.</summary>
    private const int MaxIds = 1000;

    /// <summary>Findings told in a report.</summary>
    private const int ToldFindings = 50;

    /// <param name="app">The root.</param>
    public static void MapDataCare(this IEndpointRouteBuilder app)
    {
        foreach (var prefix in new[] { "", "/api/v1" })
        {
            var admin = app.MapGroup(prefix + "/admin").WithTags("Data care").RequireAuthorization(Permissions.ManageSettings).RequireAntiforgeryForCookies().DisableCookieRedirect();
            admin.MapMethods("/fix-pos-units", ["GET"], (QualityReport report, CancellationToken cancellationToken) => ReportAsync(report, "wrong-units", cancellationToken)).WithSummary("Positions in wrong units: dry run");
            admin.MapMethods("/fix-pos-units", ["POST", "PUT", "PATCH", "DELETE"], (QualityRepair repair, ClaimsPrincipal by) => ApplyAsync(repair, "wrong-units", by)).WithSummary("Positions in wrong units: fix");
            admin.MapPost("/recover-intervals", (QualityRepair repair, ClaimsPrincipal by) => ApplyAsync(repair, "totals", by)).WithSummary("Totals of plays from their segments");
            admin.MapGet("/cleanup/intervals/dedupe", (QualityReport report, CancellationToken cancellationToken) => ReportAsync(report, "duplicate", cancellationToken)).WithSummary("Plays recorded twice: dry run");
            admin.MapPost("/cleanup/intervals/dedupe", (QualityRepair repair, ClaimsPrincipal by) => ApplyAsync(repair, "duplicate", by)).WithSummary("Plays recorded twice: to the bin");
            admin.MapPost("/cleanup/backfill-playmethods", (QualityRepair repair, ClaimsPrincipal by) => ApplyAsync(repair, "missing-decision", by)).WithSummary("Fill in how plays were sent");
            app.MapGroup(prefix + "/bulk").WithTags("Data care").RequireAuthorization(Permissions.DeleteHistory).RequireAntiforgeryForCookies().DisableCookieRedirect()
                .MapPost("/delete-sessions", DeleteAsync).WithSummary("Finished sessions to the bin");
        }

        var sessions = app.MapGroup("/api/v1/analytics/sessions").WithTags("Sessions").RequireAuthorization(Permissions.DeleteHistory).RequireAntiforgeryForCookies().DisableCookieRedirect();
        sessions.MapDelete("/{id}", DeleteOneAsync).WithSummary("A finished session to the bin");
        sessions.MapPost("/bulk-delete", DeleteAsync).WithSummary("Finished sessions to the bin");
        app.MapGet("/data/backups/{name}", DownloadAsync).RequireAuthorization(Permissions.ManageSettings).ExcludeFromDescription();
    }

    private static async Task<IResult> ReportAsync(QualityReport report, string check, CancellationToken cancellationToken)
    {
        var found = await report.FindAsync(check, 1, cancellationToken) ?? throw new InvalidOperationException($"There is no check '{check}'.");
        var plan = await report.PlanAsync(check, [.. found.Items.Take(ToldFindings).Select(i => i.Row.Number)], cancellationToken);
        return TypedResults.Json(
            new
            {
                Ok = true,
                DryRun = true,
                found.Check.Title,
                found.Check.Remedy,
                Found = found.Check.Found,
                Items = plan.Select(p => new
                {
                    Id = p.Row.Id.ToString(),
                    p.Reason,
                    Action = p.IsDelete ? "delete" : p.IsOpen ? "none" : "change",
                    Changes = p.Changes.Select(c => new { c.Name, c.Before, c.After }),
                }),
            },
            ApiJson.Options);
    }

    private static async Task<IResult> ApplyAsync(QualityRepair repair, string check, ClaimsPrincipal by)
    {
        try
        {
            // Not bound to the request: what was begun is brought to its end.
            var outcome = await repair.ApplyAsync(check, null, by, null, CancellationToken.None);
            return TypedResults.Json(new { Ok = true, DryRun = false, outcome.Found, outcome.Fixed, ChangeId = outcome.ChangeId?.ToString(System.Globalization.CultureInfo.InvariantCulture), outcome.Backup }, ApiJson.Options);
        }
        catch (BackupFailed e)
        {
            return ProblemAnswer.Result(StatusCodes.Status507InsufficientStorage, e.Message);
        }
    }

    private static async Task<IResult> DeleteAsync(SessionIds body, PlayBin bin, ClaimsPrincipal by)
    {
        var ids = body.Ids ?? [];
        if (ids.Count is 0 or > MaxIds)
        {
            return ProblemAnswer.Result(StatusCodes.Status400BadRequest, $"Give 1 to {MaxIds} session ids as \"ids\".");
        }

        var parsed = ids.Select(i => PlayId.TryParse(i, out var id) ? id : (PlayId?)null).ToList();
        if (parsed.Contains(null))
        {
            return ProblemAnswer.Result(StatusCodes.Status400BadRequest, "One of the ids is no session id.");
        }

        var outcome = await bin.DeleteAsync(PlaySelection.Of([.. parsed.OfType<PlayId>()]), by, $"Deleted {ids.Count} sessions", null, CancellationToken.None);
        return TypedResults.Json(new { Ok = true, Deleted = outcome.Done, NotFound = ids.Count - outcome.Done, ChangeId = outcome.ChangeId?.ToString(System.Globalization.CultureInfo.InvariantCulture) }, ApiJson.Options);
    }

    private static async Task<IResult> DeleteOneAsync(string id, PlayBin bin, ClaimsPrincipal by)
    {
        // Not bound to the request: what was begun is brought to its end.
        var outcome = PlayId.TryParse(id, out var play) ? await bin.DeleteAsync(PlaySelection.Of([play]), by, "Deleted 1 session", null, CancellationToken.None) : null;
        return outcome is { Done: 1 }
            ? TypedResults.Json(new { Ok = true, Deleted = 1, ChangeId = outcome.ChangeId?.ToString(System.Globalization.CultureInfo.InvariantCulture) }, ApiJson.Options)
            : ProblemAnswer.Result(StatusCodes.Status404NotFound, "There is no finished session with this id.");
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> DownloadAsync(string name, BackupShelf shelf, AuditLog audit, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (shelf.Find(name) is not { } file)
        {
            return TypedResults.NotFound();
        }

        await audit.RecordAsync(AuditContext.Of(by), "backup.download", name, null, cancellationToken);
        return TypedResults.PhysicalFile(file, "application/vnd.sqlite3", name, enableRangeProcessing: true);
    }

    internal sealed record SessionIds(IReadOnlyList<string>? Ids);
}
