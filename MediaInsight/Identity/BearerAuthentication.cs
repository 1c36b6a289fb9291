using System.Security.Claims;
using System.Text.Encodings.Web;
using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace MediaInsight.Identity;

/// <summary><c>Authorization: Bearer …</c> with the admin token is an admin who sees everything.</summary>
internal sealed class BearerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AdminToken token)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = SchemeName + " ";
    private const string ActorName = "api";

    public static bool IsPresent(HttpRequest request) =>
        request.Headers.Authorization is [{ } header, ..] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresent(Request))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (Request.Headers.Authorization is not [{ } header] || !token.Matches(header[Prefix.Length..].Trim()))
        {
            return Task.FromResult(AuthenticateResult.Fail("Wrong token."));
        }

        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, ActorName),
                new(ClaimTypes.Name, ActorName),
                new(ClaimTypes.Role, Roles.Admin),
                new(AppClaims.Scope, AppClaims.Everything),
            ], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return ProblemAnswer.WriteAsync(Context, StatusCodes.Status401Unauthorized, "The token is wrong.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemAnswer.WriteAsync(Context, StatusCodes.Status403Forbidden, "The token does not allow this.");
}
