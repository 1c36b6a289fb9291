using System.Globalization;

namespace MediaInsight.Domain;

public static class Cultures
{
    /// <summary>Whether the machine knows how dates and numbers are written there.</summary>
    public static bool IsKnown(string name)
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

    /// <summary>The culture, or British English when it is not known.</summary>
    public static CultureInfo Find(string name) => CultureInfo.GetCultureInfo(IsKnown(name) ? name : "en-GB");
}
