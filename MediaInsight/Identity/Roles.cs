using System.Security.Claims;

namespace MediaInsight.Identity;

/// <summary>Named sets of permissions. Nobody is given a permission otherwise.</summary>
public static class Roles
{
    public const string Admin = "admin";
    public const string Viewer = "viewer";

    public static readonly IReadOnlyList<string> All = [Admin, Viewer];

    private static readonly HashSet<string> AdminPermissions = [.. Permissions.All];
    private static readonly HashSet<string> ViewerPermissions = [Permissions.ViewSessions];

    /// <summary>Empty for a role that does not exist.</summary>
    public static IReadOnlySet<string> PermissionsOf(string? role) => role switch
    {
        Admin => AdminPermissions,
        Viewer => ViewerPermissions,
        _ => new HashSet<string>(),
    };

    public static bool Grant(ClaimsPrincipal principal, string permission) =>
        principal.Identity?.IsAuthenticated == true && All.Any(role => principal.IsInRole(role) && PermissionsOf(role).Contains(permission));
}
