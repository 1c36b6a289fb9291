using Microsoft.AspNetCore.Http.Metadata;

namespace MediaInsight.Platform.Web;

/// <summary>Addresses read by programs: they answer 401, 403 or 400 with a body, never a redirect to a page.</summary>
public static class ApiPaths
{
    /// <summary>Below it stand the number of a server and a secret.</summary>
    public const string Webhooks = "/api/v1/webhooks";

    private static readonly PathString[] Roots = ["/api", "/health", "/img", "/now", "/metrics", "/_blazor"];

    /// <summary>Call after routing, so that endpoints that say so themselves are recognised.</summary>
    public static bool IsApi(HttpContext context) =>
        Roots.Any(r => context.Request.Path.StartsWithSegments(r, StringComparison.OrdinalIgnoreCase))
        || context.GetEndpoint()?.Metadata.GetMetadata<IDisableCookieRedirectMetadata>() is not null;

    /// <summary>The path as it may be written down: a webhook's is cut before its secret.</summary>
    public static PathString Shown(PathString path) =>
        path.StartsWithSegments(Webhooks, StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value?.IndexOf('/', Math.Min(1, rest.Value.Length)) is > 0 and var end
            ? new PathString(Webhooks + rest.Value[..end] + "/***")
            : path;
}
