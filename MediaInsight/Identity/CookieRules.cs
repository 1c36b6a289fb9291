using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MediaInsight.Identity;

/// <summary>The sign-in cookie and what happens to those who come without it. Its path is the base path of the request.</summary>
internal sealed class CookieRules(InstanceId instance) : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<AntiforgeryOptions>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != IdentityConstants.ApplicationScheme)
        {
            return;
        }

        options.Cookie.Name = $"mediainsight-{instance.Value}";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = KeptFor;
        options.SlidingExpiration = true;
        options.LoginPath = IdentityPaths.SignIn;
        options.LogoutPath = IdentityPaths.SignOut;
        options.AccessDeniedPath = IdentityPaths.Denied;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized, "Sign in, or send the API token.");
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden, "This account may not do that.");
    }

    public void Configure(AntiforgeryOptions options) => options.Cookie.Name = $"mediainsight-forms-{instance.Value}";

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status, string title)
    {
        if (ApiPaths.IsApi(context.HttpContext))
        {
            return ProblemAnswer.WriteAsync(context.HttpContext, status, title);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
