using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Components.Ui;

/// <summary>Now, in the site's zone and manner of writing. Settings are asked each time: a change shows at the next drawing.</summary>
public sealed class SiteClock(TimeProvider time, Func<SiteSettings> settings)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(settings().TimeZone, out var zone) ? zone : time.LocalTimeZone;

    public CultureInfo Culture
    {
        get
        {
            try
            {
                return CultureInfo.GetCultureInfo(settings().Culture);
            }
            catch (CultureNotFoundException)
            {
                return CultureInfo.CurrentCulture;
            }
        }
    }

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
