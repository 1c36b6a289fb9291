using System.Globalization;
using System.Security.Claims;
using MediaInsight.Domain;

namespace MediaInsight.Identity;

/// <summary>Who reads, and whose plays they may see. Handlers of the API can take one as a parameter.</summary>
/// <param name="UserId">Null for the bearer token and for nobody.</param>
/// <param name="ViewerId">The person this account belongs to; null when none was chosen.</param>
public sealed record CurrentReader(string Name, string? UserId, ViewerId? ViewerId, ReadScope Scope, IReadOnlySet<string> Permissions)
{
    private static readonly CurrentReader Nobody = new("", null, null, ReadScope.None, new HashSet<string>());

    public bool Can(string permission) => Permissions.Contains(permission);

    public static CurrentReader Of(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true } identity)
        {
            return Nobody;
        }

        ViewerId? viewer = int.TryParse(principal.FindFirstValue(AppClaims.Viewer), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;
        var permissions = Identity.Permissions.All.Where(p => Roles.Grant(principal, p)).ToHashSet(StringComparer.Ordinal);

        // Everything has to be said; a principal that says nothing sees nothing.
        var scope = !permissions.Contains(Identity.Permissions.ViewSessions) ? ReadScope.None
            : principal.HasClaim(AppClaims.Scope, AppClaims.Everything) ? ReadScope.Everything
            : viewer is { } own ? ReadScope.Only(own)
            : ReadScope.None;
        var isToken = identity.AuthenticationType == BearerAuthentication.SchemeName;
        return new(identity.Name ?? "", isToken ? null : principal.FindFirstValue(ClaimTypes.NameIdentifier), viewer, scope, permissions);
    }

    public static ValueTask<CurrentReader?> BindAsync(HttpContext context) => new(Of(context.User));
}
