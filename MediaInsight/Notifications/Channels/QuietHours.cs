namespace MediaInsight.Notifications.Channels;

/// <summary>The hours in which a channel keeps still: clock times of the site, over midnight if the end is the earlier one.</summary>
public static class QuietHours
{
    /// <summary>Whether it keeps still now. The clock on the wall decides: an hour that comes twice is quiet twice, one that is skipped not at all.</summary>
    public static bool Holds(TimeOnly? from, TimeOnly? to, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (from is not { } begin || to is not { } end || begin == end)
        {
            return false;
        }

        var clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return begin < end ? clock >= begin && clock < end : clock >= begin || clock < end;
    }

    /// <summary>When the quiet hours of now began; null when it is not quiet. What is older waits for their end instead of being late by them.</summary>
    public static DateTimeOffset? BeganAt(TimeOnly? from, TimeOnly? to, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!Holds(from, to, now, zone) || from is not { } begin)
        {
            return null;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var at = DateOnly.FromDateTime(local).ToDateTime(begin);
        at = at > local ? at.AddDays(-1) : at;
        while (zone.IsInvalidTime(at))
        {
            at = at.AddMinutes(15);
        }

        // Of a begin that comes twice, the first.
        var offset = zone.IsAmbiguousTime(at) ? zone.GetAmbiguousTimeOffsets(at).Max() : zone.GetUtcOffset(at);
        return new DateTimeOffset(at, offset).ToUniversalTime();
    }

    /// <summary>When it speaks again; <paramref name="now"/> when it does.</summary>
    public static DateTimeOffset EndsAt(TimeOnly? from, TimeOnly? to, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!Holds(from, to, now, zone) || to is not { } end)
        {
            return now;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var at = DateOnly.FromDateTime(local).ToDateTime(end);
        if (at <= local)
        {
            at = at.AddDays(1);
        }

        // An end that daylight saving skips is reached when the skipped hour is.
        while (zone.IsInvalidTime(at))
        {
            at = at.AddMinutes(15);
        }

        // Of an end that comes twice, the first that still lies ahead.
        var ends = zone.IsAmbiguousTime(at)
            ? zone.GetAmbiguousTimeOffsets(at).Select(o => new DateTimeOffset(at, o)).Where(e => e > now).Order().First()
            : new DateTimeOffset(at, zone.GetUtcOffset(at));
        return ends.ToUniversalTime();
    }
}
