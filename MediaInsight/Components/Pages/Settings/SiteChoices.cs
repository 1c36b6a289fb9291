using System.Globalization;
using MediaInsight.Components.Ui;

namespace MediaInsight.Components.Pages.Settings;

/// <summary>Zones and cultures to choose from; made once.</summary>
internal static class SiteChoices
{
    private static readonly Lazy<IReadOnlyList<Choice<string>>> AllCultures = new(() =>
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => c.Name.Length > 0).OrderBy(c => c.EnglishName, StringComparer.OrdinalIgnoreCase).Select(c => new Choice<string>(c.Name, $"{c.EnglishName} · {c.Name}"))]);

    private static readonly Lazy<IReadOnlyList<string>> AllZones = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId).Select(z => z.Id).Order(StringComparer.Ordinal)]);

    public static IReadOnlyList<string> Zones => AllZones.Value;

    /// <summary>With the current one, also when it is none of them.</summary>
    public static IReadOnlyList<Choice<string>> Cultures(string current) =>
        AllCultures.Value.Any(c => c.Value == current) ? AllCultures.Value : [new(current, current), .. AllCultures.Value];

    public static bool IsCulture(string name)
    {
        try
        {
            return name.Length > 0 && CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
