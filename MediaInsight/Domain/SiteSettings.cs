namespace MediaInsight.Domain;

/// <summary>What "today" means and how numbers and dates are written, for the whole installation.</summary>
public sealed record SiteSettings
{
    /// <summary>IANA name, for example Europe/Berlin. Days are split at this zone's midnight.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>BCP 47 name, for example en-GB.</summary>
    public string Culture { get; init; } = "en-GB";

    /// <summary>The zone, or the machine's when none (or an unknown one) is set.</summary>
    public TimeZoneInfo Zone() => TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Local;

    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return (nameof(TimeZone), $"'{TimeZone}' is no known time zone (example: Europe/Berlin)");
        }

        if (!Cultures.IsKnown(Culture))
        {
            yield return (nameof(Culture), $"'{Culture}' is no known culture (example: en-GB)");
        }
    }
}
