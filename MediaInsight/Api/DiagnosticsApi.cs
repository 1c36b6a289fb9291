using MediaInsight.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>What somebody needs who is asked for help, in one file.</summary>
internal static class DiagnosticsApi
{
    private const string Downloaded = "diagnostics.download";

    public static void MapDiagnostics(this IEndpointRouteBuilder app) =>
        app.MapGet("/logs/diagnostics", DownloadAsync).RequireAuthorization(Permissions.ManageSettings).ExcludeFromDescription();

    private static async Task<FileContentHttpResult> DownloadAsync(HttpContext http, DiagnosticsBundle bundle, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var content = await bundle.WriteAsync(cancellationToken);
        await audit.RecordAsync(AuditContext.Of(http.User), Downloaded, "diagnostics", null, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(content, "application/zip", $"mediainsight-diagnostics-{time.GetUtcNow():yyyyMMdd-HHmm}.zip");
    }
}
