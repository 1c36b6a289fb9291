using Microsoft.AspNetCore.Http.Metadata;

namespace MediaInsight.Platform.Web;

/// <summary>Addresses read by programs: they answer 401, 403 or 400 with a body, never a redirect to a page.</summary>
public static class ApiPaths
{
    private static readonly PathString[] Roots = ["/api", "/health", "/img", "/now", "/metrics", "/_blazor"];

    /// <summary>Call after routing, so that endpoints that say so themselves are recognised.</summary>
    public static bool IsApi(HttpContext context) =>
        Roots.Any(r => context.Request.Path.StartsWithSegments(r, StringComparison.OrdinalIgnoreCase))
        || context.GetEndpoint()?.Metadata.GetMetadata<IDisableCookieRedirectMetadata>() is not null;
}
