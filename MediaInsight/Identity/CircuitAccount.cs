using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MediaInsight.Identity;

/// <summary>Ends an open page when its account was deleted or got another role, scope or password: a circuit never asks its cookie again.</summary>
internal sealed class CircuitAccount(ILoggerFactory logger, IServiceScopeFactory scopes, IOptions<IdentityOptions> options) : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        IsStillGoodAsync(authenticationState.User);

    internal async Task<bool> IsStillGoodAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity?.AuthenticationType == BearerAuthentication.SchemeName)
        {
            return true;
        }

        // A scope of its own: the circuit's would still hold the account as it was read first.
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<AppUserManager>();
        return await users.GetUserAsync(principal) is { } user
            && principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }
}
