namespace MediaInsight.Domain;

/// <summary>What "today" means and how numbers and dates are written, for the whole installation.</summary>
public sealed record SiteSettings
{
    /// <summary>IANA name, for example Europe/Berlin. Days are split at this zone's midnight.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>BCP 47 name, for example en-GB.</summary>
    public string Culture { get; init; } = "en-GB";
}
