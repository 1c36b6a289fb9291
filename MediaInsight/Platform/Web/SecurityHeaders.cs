namespace MediaInsight.Platform.Web;

/// <summary>
/// Tells browsers what an answer of this site may do. Must be the first middleware, so that errors, redirects and
/// answers of the API carry the headers too.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IConfiguration configuration)
{
    private readonly Framing _framing = new(configuration);

    public Task InvokeAsync(HttpContext context)
    {
        var nonce = CspNonce.Create(context);

        // When the answer starts, not now: the exception handler clears headers, and Blazor adds a laxer policy of its own.
        // Callbacks run last registered first, so this one has the last word.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy(nonce, _framing.Of(context.Request.Path));
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>Style attributes may be inline: components set custom properties there, which no nonce covers.</summary>
    /// <param name="framers">Sources of <c>frame-ancestors</c>.</param>
    internal static string Policy(string nonce, string framers = "'none'") =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        $"connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {framers}";
}

public static class SecurityHeadersExtensions
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.UseMiddleware<SecurityHeaders>();
}
