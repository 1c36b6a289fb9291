using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Api;

/// <summary>Reads query parameters and collects what is wrong with them, each under its name.</summary>
internal sealed class QueryReader(IQueryCollection query, TimeZoneInfo zone)
{
    private readonly Dictionary<string, string[]> _problems = new(StringComparer.Ordinal);

    public IDictionary<string, string[]> Problems => _problems;

    public void Refuse(string name, string why) => _problems[name] = [$"'{name}' {why}."];

    public int Number(string name, int missing, int min, int max)
    {
        if (Value(name) is not { } text)
        {
            return missing;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Refuse(name, $"must be a whole number from {min} to {max}");
        return missing;
    }

    /// <summary>Ids are text on the wire and numbers inside.</summary>
    public int? Id(string name)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        Refuse(name, "is no id");
        return null;
    }

    public T? Word<T>(string name, Func<string, T?> read, string allowed) where T : struct
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        var value = read(text.ToLowerInvariant());
        if (value is null)
        {
            Refuse(name, $"must be one of {allowed}");
        }

        return value;
    }

    public bool Flag(string name)
    {
        switch (Value(name)?.ToLowerInvariant())
        {
            case null or "false" or "0":
                return false;
            case "true" or "1":
                return true;
            default:
                Refuse(name, "must be true or false");
                return false;
        }
    }

    public string? Text(string name, int max)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        if (text.Length > max)
        {
            Refuse(name, $"must have at most {max} characters");
            return null;
        }

        return Domain.Text.Clean(text, max);
    }

    /// <summary>A day of the site (2026-03-01) or an instant (2026-03-01T20:00:00Z).</summary>
    /// <param name="endOfDay">A day means its end: the bound includes it.</param>
    public DateTimeOffset? Instant(string name, bool endOfDay)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
        {
            return SiteDays.Start(endOfDay ? day.AddDays(1) : day, zone);
        }

        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.Year is > 1 and < 9999)
        {
            return instant;
        }

        Refuse(name, "must be a date (2026-03-01) or a time (2026-03-01T20:00:00Z)");
        return null;
    }

    private string? Value(string name)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            Refuse(name, "is given more than once");
            return null;
        }

        return values is [{ Length: > 0 } value] ? value : null;
    }
}
