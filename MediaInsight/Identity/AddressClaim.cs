using System.Security.Claims;
using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Authentication;

namespace MediaInsight.Identity;

/// <summary>
/// Gives the principal the address it speaks from: in a circuit there is no request to ask later. The claim is never stored,
/// cookies are written from the account.
/// </summary>
internal sealed class AddressClaim(IHttpContextAccessor accessor) : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (accessor.HttpContext is not { } context || ClientAddress.Of(context) is not { } address || principal.HasClaim(c => c.Type == AppClaims.Address))
        {
            return Task.FromResult(principal);
        }

        // An identity of its own: the ticket's stays as it was issued.
        var told = new ClaimsPrincipal(principal.Identities);
        told.AddIdentity(new([new(AppClaims.Address, address)]));
        return Task.FromResult(told);
    }
}
