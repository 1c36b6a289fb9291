using System.Security.Claims;
using MediaInsight.Platform.Web;

namespace MediaInsight.Identity;

/// <summary>Who acts, and from where.</summary>
/// <param name="UserId">Null for the bearer token, the program itself and somebody not signed in.</param>
/// <param name="IpAddress">Null when the program itself acts.</param>
public sealed record AuditContext(string Actor, string? UserId, string? IpAddress)
{
    /// <summary>Start-up, scheduled work, the command line.</summary>
    public static readonly AuditContext System = new("system", null, null);

    /// <summary>Of a page's, a circuit's or an API request's principal.</summary>
    public static AuditContext Of(ClaimsPrincipal principal)
    {
        var reader = CurrentReader.Of(principal);
        return new(reader.Name, reader.UserId, principal.FindFirstValue(AppClaims.Address));
    }

    /// <summary>Of somebody who is about to sign in.</summary>
    internal static AuditContext Of(HttpContext context, string actor) => new(actor, null, ClientAddress.Of(context));
}
