using System.Globalization;

namespace MediaInsight.Domain;

public static class Cultures
{
    /// <summary>Whether the machine knows how dates and numbers are written there.</summary>
    public static bool IsKnown(string name) =>
        name.Length > 0 && CultureInfo.GetCultures(CultureTypes.AllCultures).Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The culture, or British English when it is not known.</summary>
    public static CultureInfo Find(string name) => CultureInfo.GetCultureInfo(IsKnown(name) ? name : "en-GB");
}
