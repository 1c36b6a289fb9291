using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace MediaInsight.Identity;

/// <summary>Ends an open page when its account was deleted or got another role, scope or password: a circuit never asks its cookie again.</summary>
internal sealed class CircuitAccount(ILoggerFactory logger, AccountCheck accounts) : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        IsStillGoodAsync(authenticationState.User);

    internal Task<bool> IsStillGoodAsync(ClaimsPrincipal principal) => accounts.IsStillGoodAsync(principal);
}
