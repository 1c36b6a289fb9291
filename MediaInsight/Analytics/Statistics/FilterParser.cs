using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <summary>One reading of filter words; collects what is wrong.</summary>
internal sealed class FilterParser(Func<string, string?> value)
{
    private const int MaxZone = 64;

    private readonly List<FilterProblem> _problems = [];
    private readonly Dictionary<string, string> _aliases = [];

    public FilterReading Read(TimeZoneInfo site, DateTimeOffset now, string fallback)
    {
        var zone = Zone();
        var today = SiteDays.Of(now, zone ?? site);
        var (range, from, to) = Days(today, fallback);
        var filter = new AnalyticsFilter
        {
            From = from,
            To = to,
            Server = Id("server", "server") is { } server ? new ServerId(server) : null,
            Viewer = Id("viewer", "person") is { } viewer ? new ViewerId(viewer) : null,
            User = Id("account", "account") is { } user ? new ServerUserId(user) : null,
            Library = Id("library", "library") is { } library ? new LibraryId(library) : null,
            Item = Id("item", "title") is { } item ? new MediaItemId(item) : null,
            Kind = Word("kind", FilterVocabulary.Kind, $"kind of media (write one of {FilterVocabulary.AllowedKinds})"),
            Decision = Word("decision", FilterVocabulary.Decision, $"way of streaming (write one of {FilterVocabulary.AllowedDecisions})"),
        };
        var compare = Word("compare", w => w switch { "previous" => true, "none" => false, _ => (bool?)null }, "comparison (write previous)") ?? false;
        return new(new(filter, range, compare, zone?.Id), today, _problems) { Aliases = _aliases };
    }

    private (string Range, DateOnly? From, DateOnly? To) Days(DateOnly today, string fallback)
    {
        var (word, from, to) = (Told("range")?.ToLowerInvariant(), Day("from", today), Day("to", today));
        var named = Told("from") is not null || Told("to") is not null;
        var standard = FilterRange.Of(fallback, today) ?? (null, null);

        // Links of other pages write the days into the range.
        if (!named && word?.Split("..") is [var first, var last])
        {
            (from, to, named) = (Day("range", first, today), Day("range", last, today), true);
            word = null;
            if (from is null && to is null)
            {
                if (first.Length + last.Length == 0)
                {
                    Refuse("range", "..", "range");
                }

                return (fallback, standard.From, standard.To);
            }
        }

        if (named)
        {
            if (word is not (null or FilterRange.Custom))
            {
                _problems.Add(new("range", "Say either a range or the days from and to, not both."));
            }

            if (from > to)
            {
                _problems.Add(new("from", "The first day is after the last."));
                (from, to) = (to, from);
            }

            return from is null && to is null ? (fallback, standard.From, standard.To) : (FilterRange.Custom, from, to);
        }

        if (word is null)
        {
            return (fallback, standard.From, standard.To);
        }

        if (FilterRange.Of(word, today) is { } days)
        {
            return (word, days.From, days.To);
        }

        Refuse("range", word, $"range (write one of {string.Join(", ", FilterRange.Choices.Select(c => c.Word))}, or from and to)");
        return (fallback, standard.From, standard.To);
    }

    private DateOnly? Day(string name, DateOnly today) => Told(name) is { } text ? Day(name, text, today) : null;

    private DateOnly? Day(string name, string text, DateOnly today)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (FilterRange.Day(text) is not { } day)
        {
            Refuse(name, text, "day (write 2026-01-31)");
            return null;
        }

        if (day >= FilterRange.Earliest && day <= FilterRange.Latest(today))
        {
            return day;
        }

        _problems.Add(new(name, $"Days go from {FilterRange.Day(FilterRange.Earliest)} to {FilterRange.Day(FilterRange.Latest(today))}; {FilterRange.Day(day)} lies outside."));
        return null;
    }

    private TimeZoneInfo? Zone()
    {
        if (Told("tz") is not { } text)
        {
            return null;
        }

        if (text.Length <= MaxZone && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
        {
            return zone;
        }

        Refuse("tz", text, "known time zone (write for example Europe/Berlin)");
        return null;
    }

    private int? Id(string name, string what)
    {
        if (Told(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        Refuse(name, text, $"id of a {what}");
        return null;
    }

    private T? Word<T>(string name, Func<string, T?> read, string what)
        where T : struct
    {
        if (Told(name) is not { } text)
        {
            return null;
        }

        var word = read(text.ToLowerInvariant());
        if (word is null)
        {
            Refuse(name, text, what);
        }

        return word;
    }

    /// <summary>Under its name or an alias of it; two that differ are refused.</summary>
    private string? Told(string name)
    {
        string? told = null;
        foreach (var spelling in FilterWords.Names.First(n => n[0] == name))
        {
            if (value(spelling)?.Trim() is not { Length: > 0 } text)
            {
                continue;
            }

            if (told is null)
            {
                told = text;
                if (spelling != name)
                {
                    _aliases[name] = spelling;
                }
            }
            else if (told != text)
            {
                _problems.Add(new(spelling, $"Says something else than '{_aliases.GetValueOrDefault(name, name)}'."));
            }
        }

        return told;
    }

    private void Refuse(string name, string text, string what) => _problems.Add(new(_aliases.GetValueOrDefault(name, name), $"“{Text.Clean(text, 40)}” is no {what}."));
}
