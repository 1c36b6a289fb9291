using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace MediaInsight.Identity;

/// <summary>
/// A browser sends its cookie along with requests other sites make it send; a bearer token it does not. So methods that
/// change something need the antiforgery token unless they came with the bearer token.
/// </summary>
internal sealed class RequireAntiforgeryForCookies(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var method = http.Request.Method;
        var isSafe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
        return isSafe || http.User.Identity?.AuthenticationType == BearerAuthentication.SchemeName || await antiforgery.IsRequestValidAsync(http)
            ? await next(context)
            : ProblemAnswer.Result(StatusCodes.Status400BadRequest, "The antiforgery token is missing or old. Reload the page and try again.");
    }
}
