using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MediaInsight.Identity;

internal sealed class AppClaimsFactory(AppUserManager users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<AppUser, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (!user.OnlyOwnPlays || identity.HasClaim(identity.RoleClaimType, Roles.Admin))
        {
            identity.AddClaim(new(AppClaims.Scope, AppClaims.Everything));
        }

        if (user.ViewerId is { } viewer)
        {
            identity.AddClaim(new(AppClaims.Viewer, viewer.ToString()));
        }

        return identity;
    }
}
