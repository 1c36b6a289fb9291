using System.Globalization;

namespace MediaInsight.Components.Ui;

/// <summary>The one place where numbers become words. Null, "not told", is written as a dash.</summary>
public static class Formats
{
    public const string Untold = "–";

    private const char Space = '\u00A0';

    /// <summary>Length of time in ms: "2 h 05 min", "45 min", "30 s".</summary>
    public static string Duration(long? milliseconds, CultureInfo? culture = null)
    {
        if (milliseconds is not { } ms)
        {
            return Untold;
        }

        var seconds = Math.Max(0, ms) / 1000;
        var minutes = (seconds + 30) / 60;
        return seconds switch
        {
            < 60 => $"{seconds}{Space}s",
            < 3570 => $"{minutes}{Space}min",
            _ => string.Create(culture ?? CultureInfo.CurrentCulture, $"{minutes / 60:N0}{Space}h {minutes % 60:00}{Space}min"),
        };
    }

    public static string Duration(TimeSpan? duration, CultureInfo? culture = null) => Duration(duration is { } d ? (long)d.TotalMilliseconds : null, culture);

    /// <summary>Hours with one decimal below ten: "7.5 h", "128 h". For sums of watch time.</summary>
    public static string Hours(long? milliseconds, CultureInfo? culture = null)
    {
        if (milliseconds is not { } ms)
        {
            return Untold;
        }

        var hours = Math.Max(0, ms) / 3_600_000d;
        return hours.ToString(hours is > 0 and < 9.95 ? "0.0" : "N0", culture ?? CultureInfo.CurrentCulture) + Space + "h";
    }

    /// <summary>Position in ms: "4:07", "1:04:07".</summary>
    public static string Clock(long? milliseconds)
    {
        if (milliseconds is not { } ms)
        {
            return Untold;
        }

        var seconds = Math.Max(0, ms) / 1000;
        return seconds >= 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
    }

    /// <summary>Size in bytes, decimal units: "1.5 GB".</summary>
    public static string Bytes(long? bytes, CultureInfo? culture = null) =>
        bytes is { } b ? Scaled(Math.Max(0, b), ["B", "kB", "MB", "GB", "TB", "PB"], culture) : Untold;

    /// <summary>Bitrate in kbit/s: "640 kbit/s", "18.2 Mbit/s".</summary>
    public static string Bitrate(long? kbps, CultureInfo? culture = null) =>
        kbps is { } k ? Scaled(Math.Max(0, k), ["kbit/s", "Mbit/s", "Gbit/s"], culture) : Untold;

    /// <summary>Fraction 0–1: "85 %"; one decimal below 10 % when it matters.</summary>
    public static string Percent(double? fraction, CultureInfo? culture = null, int decimals = 0) =>
        fraction is { } f && double.IsFinite(f) ? (f * 100).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), culture ?? CultureInfo.CurrentCulture) + Space + "%" : Untold;

    /// <summary>"1,234".</summary>
    public static string Count(long? count, CultureInfo? culture = null) =>
        count?.ToString("N0", culture ?? CultureInfo.CurrentCulture) ?? Untold;

    /// <summary>"1 play", "3 plays"; the plural adds an s unless given.</summary>
    public static string Count(long count, string one, string? many = null, CultureInfo? culture = null) =>
        Count(count, culture) + Space + (count == 1 ? one : many ?? one + "s");

    /// <summary>How long ago, or how soon: "just now", "5 min ago", "in 3 h", "2 days ago". The script's words are the same.</summary>
    public static string Ago(TimeSpan age)
    {
        var seconds = Math.Abs(age.TotalSeconds);
        var past = age >= TimeSpan.Zero;
        if (seconds < 45)
        {
            return past ? "just now" : "in a moment";
        }

        var (n, unit) = seconds switch
        {
            < 3570 => (Math.Max(1, Round(seconds / 60)), "min"),
            < 84_600 => (Round(seconds / 3600), "h"),
            _ => (Round(seconds / 86_400), "day"),
        };
        var words = $"{n} {(unit == "day" && n != 1 ? "days" : unit)}";
        return past ? words + " ago" : "in " + words;
    }

    /// <summary>"14:03" in the culture's manner.</summary>
    public static string Time(DateTimeOffset local, CultureInfo culture) => local.ToString("t", culture);

    /// <summary>"Today 14:03", "Yesterday 14:03", "Mon 14:03" within a week, else the date with the time.</summary>
    public static string When(DateTimeOffset local, DateOnly today, CultureInfo culture)
    {
        var day = DateOnly.FromDateTime(local.DateTime);
        var time = Time(local, culture);
        return (today.DayNumber - day.DayNumber) switch
        {
            0 => $"Today {time}",
            1 => $"Yesterday {time}",
            > 1 and < 7 => $"{local.ToString("ddd", culture)} {time}",
            _ => $"{Day(day, culture, today)} {time}",
        };
    }

    /// <summary>"14 Mar" this year, "14 Mar 2024" another.</summary>
    public static string Day(DateOnly day, CultureInfo culture, DateOnly? today = null)
    {
        var monthFirst = culture.DateTimeFormat.MonthDayPattern.StartsWith('M');
        var withoutYear = day.ToString(monthFirst ? "MMM d" : "d MMM", culture);
        return today is { } now && now.Year == day.Year ? withoutYear : monthFirst ? $"{withoutYear}, {day.Year}" : $"{withoutYear} {day.Year}";
    }

    /// <summary>The instant in full, for hover.</summary>
    public static string Exact(DateTimeOffset local, CultureInfo culture) => local.ToString("dddd, d MMMM yyyy, ", culture) + local.ToString("T", culture);

    /// <summary>At most two letters: "Ann Lee" → "AL", "bob" → "B".</summary>
    public static string Initials(string? name)
    {
        var words = (name ?? "").Split([' ', '.', '_', '-', '@'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var letters = words.Select(w => w.EnumerateRunes().First().ToString()).Take(2);
        return words.Length == 0 ? "?" : string.Concat(letters).ToUpperInvariant();
    }

    private static int Round(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    private static string Scaled(double value, ReadOnlySpan<string> units, CultureInfo? culture)
    {
        var unit = 0;
        // 999.5 would be written as 1000: it belongs to the next unit.
        while (value >= 999.5 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        var text = value.ToString(unit == 0 || value >= 99.95 ? "N0" : "0.#", culture ?? CultureInfo.CurrentCulture);
        return text + Space + units[unit];
    }
}
