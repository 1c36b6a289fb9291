namespace MediaInsight.Domain;

/// <summary>What "today" means and how numbers and dates are written, for the whole installation.</summary>
public sealed record SiteSettings
{
    /// <summary>IANA name, for example Europe/Berlin. Days are split at this zone's midnight.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>BCP 47 name, for example en-GB.</summary>
    public string Culture { get; init; } = "en-GB";

    /// <summary>Where people reach this site, for links in messages: http or https, with the sub-path if there is one. Empty: messages have no links.</summary>
    public string Address { get; init; } = "";

    /// <summary>Null when none (or an unusable one) is set; ends with a slash.</summary>
    public Uri? Base() =>
        Uri.TryCreate(Address.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0 ? address : null;

    /// <summary>The zone, or the machine's when none (or an unknown one) is set.</summary>
    public TimeZoneInfo Zone() => TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Local;

    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return (nameof(TimeZone), $"'{TimeZone}' is no known time zone (example: Europe/Berlin)");
        }

        if (Address.Trim().Length > 0 && Base() is null)
        {
            yield return (nameof(Address), "is no address of a site (example: https://media.example.org)");
        }

        if (!Cultures.IsKnown(Culture))
        {
            yield return (nameof(Culture), $"'{Culture}' is no known culture (example: en-GB)");
        }
    }
}
