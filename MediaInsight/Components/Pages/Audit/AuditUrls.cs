using System.Globalization;

namespace MediaInsight.Components.Pages.Audit;

internal static class AuditUrls
{
    public static string List(string? actor, string? text, int page) =>
        AppUrls.With(AppUrls.Audit, ("actor", actor), ("q", text), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));
}
