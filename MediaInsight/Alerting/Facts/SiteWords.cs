using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Alerting.Facts;

/// <summary>Instants and figures as messages write them: in the site's zone and culture.</summary>
internal sealed class SiteWords(SiteSettings site)
{
    private readonly TimeZoneInfo _zone = site.Zone();
    private readonly CultureInfo _culture = Cultures.IsKnown(site.Culture) ? CultureInfo.GetCultureInfo(site.Culture) : CultureInfo.InvariantCulture;

    public TimeZoneInfo Zone => _zone;

    public Uri? Base { get; } = site.Base();

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    public string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", _culture);

    public string Date(DateTimeOffset at) => Local(at).ToString("d MMMM yyyy", _culture);

    public string Moment(DateTimeOffset at) => Local(at).ToString("d MMMM yyyy HH:mm", _culture);

    public string Date(DateOnly day) => day.ToString("d MMMM yyyy", _culture);

    public string Number(double number) => number.ToString("0.##", _culture);

    /// <summary>Whole minutes; under one: "less than a minute".</summary>
    public string Minutes(double minutes) => minutes < 1 ? "less than a minute" : minutes < 120 ? Math.Round(minutes).ToString("0", _culture) + " min" : (minutes / 60).ToString("0.#", _culture) + " h";

    public string Rate(double mbit) => mbit.ToString(mbit < 1 ? "0.##" : "0.#", _culture) + " Mbit/s";

    public string? Page(string path) => Base is { } at ? new Uri(at, path).AbsoluteUri : null;
}
