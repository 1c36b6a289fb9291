using System.Globalization;
using System.Security.Claims;
using MediaInsight.Identity;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>Signed-in readers of pages.</summary>
internal static class Readers
{
    /// <param name="onlyViewer">Null: sees everybody.</param>
    public static ClaimsPrincipal Of(int? onlyViewer) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.Name, "reader"),
            new(ClaimTypes.Role, Roles.Viewer),
            onlyViewer is { } viewer
                ? new Claim(AppClaims.Viewer, viewer.ToString(CultureInfo.InvariantCulture))
                : new Claim(AppClaims.Scope, AppClaims.Everything),
        ],
        "test"));

    /// <summary>Sees everybody and may do everything.</summary>
    public static ClaimsPrincipal Admin() => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, "olga"), new(ClaimTypes.Role, Roles.Admin), new Claim(AppClaims.Scope, AppClaims.Everything)], "test"));
}
