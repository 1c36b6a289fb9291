using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MediaInsight.Identity;

/// <summary>Whether an account is still what it was when somebody signed in: for connections that outlive their request.</summary>
public sealed class AccountCheck(IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
{
    public async Task<bool> IsStillGoodAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity?.AuthenticationType == BearerAuthentication.SchemeName)
        {
            return true;
        }

        // A scope of its own: the connection's would still hold the account as it was read first.
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<AppUserManager>();
        return await users.GetUserAsync(principal) is { } user
            && principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }
}
