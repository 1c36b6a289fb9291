using Microsoft.AspNetCore.Components.Endpoints;

namespace MediaInsight.Identity;

/// <summary>Until somebody owns this installation every page leads to the set-up; afterwards there is none.</summary>
internal sealed class FirstRunRedirect(RequestDelegate next, FirstRun firstRun)
{
    // An error page that redirected to a page in error would never end.
    private static readonly PathString[] Open = ["/error", "/not-found"];

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var atSetup = path.Equals(IdentityPaths.Setup, StringComparison.OrdinalIgnoreCase);
        if (await firstRun.OwnerExistsAsync(context.RequestAborted))
        {
            if (atSetup)
            {
                context.Response.Redirect(context.Request.PathBase + "/");
                return;
            }
        }
        else if (!atSetup && IsPage(context) && !Open.Any(o => path.StartsWithSegments(o, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.Redirect(context.Request.PathBase + IdentityPaths.Setup);
            return;
        }

        await next(context);
    }

    private static bool IsPage(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        : !Platform.Web.ApiPaths.IsApi(context);
}
