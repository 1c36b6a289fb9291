using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <summary>What is wrong with one word of a filter, in words for its reader.</summary>
/// <param name="Field">As the reader wrote it: viewer, or the alias that was used.</param>
public sealed record FilterProblem(string Field, string Message);

/// <summary>The filter of statistics as it stands in an address, the same for pages and the API. Reading what it writes gives the same again.</summary>
/// <param name="Range">One of <see cref="FilterRange.Choices"/>, a number of days ("3d"), or <see cref="FilterRange.Custom"/>.</param>
/// <param name="Compare">With the same number of days right before.</param>
/// <param name="Zone">IANA name; null: the site's.</param>
public sealed record FilterWords(AnalyticsFilter Filter, string Range, bool Compare = false, string? Zone = null)
{
    /// <summary>Every name that is read, the canonical one first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Names { get; } =
    [
        ["range"], ["from"], ["to"], ["server", "server_id"], ["viewer", "viewer_id"], ["account", "user_id"], ["library", "library_id"],
        ["kind", "content_type", "media_type"], ["decision", "stream_type"], ["item", "item_id"], ["compare"], ["tz"],
    ];

    /// <summary>What is compared with; null when it was not asked for, or the range is open.</summary>
    public AnalyticsFilter? Compared => Compare ? Filter.Previous() : null;

    /// <summary>How many words narrow the plays, the range aside.</summary>
    public int Narrowing => new[] { Filter.Server is not null, Filter.Viewer is not null, Filter.User is not null, Filter.Library is not null, Filter.Kind is not null, Filter.Decision is not null, Filter.Item is not null }.Count(on => on);

    public static FilterWords Of(string range, DateOnly today) => new FilterWords(AnalyticsFilter.AllTime, FilterRange.All).WithRange(range, today);

    public TimeZoneInfo ZoneOr(TimeZoneInfo site) => Zone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : site;

    /// <summary>The same plays of another stretch; a word that is none changes nothing.</summary>
    public FilterWords WithRange(string word, DateOnly today) =>
        FilterRange.Of(word, today) is { } days ? this with { Range = word, Filter = Filter with { From = days.From, To = days.To } } : this;

    public FilterWords WithDays(DateOnly? from, DateOnly? to) => from is null && to is null
        ? this with { Range = FilterRange.All, Filter = Filter with { From = null, To = null } }
        : this with { Range = FilterRange.Custom, Filter = Filter with { From = from, To = to } };

    /// <summary>For links; nulls are left out. A range named by a word stays that word, so that a link of today is right tomorrow.</summary>
    /// <param name="fallback">The range that needs no word, because the reader of the link assumes it.</param>
    public (string Name, string? Value)[] Pairs(string fallback = FilterRange.Default) =>
    [
        ("range", Range == fallback || Range == FilterRange.Custom ? null : Range),
        ("from", Range == FilterRange.Custom ? FilterRange.Day(Filter.From) : null),
        ("to", Range == FilterRange.Custom ? FilterRange.Day(Filter.To) : null),
        ("server", Filter.Server?.ToString()),
        ("viewer", Filter.Viewer?.ToString()),
        ("account", Filter.User?.ToString()),
        ("library", Filter.Library?.ToString()),
        ("kind", Filter.Kind is { } kind ? FilterVocabulary.Of(kind) : null),
        ("decision", Filter.Decision is { } decision ? FilterVocabulary.Of(decision) : null),
        ("item", Filter.Item?.ToString()),
        ("compare", Compare ? "previous" : null),
        ("tz", Zone),
    ];

    /// <summary>Reads what an address says. What cannot be used is left out and named; whether the ids exist is <see cref="FilterCheck"/>'s.</summary>
    /// <param name="value">The raw value of a name, null when the address does not have it.</param>
    /// <param name="site">The site's zone: which day is today, when no other zone is asked for.</param>
    /// <param name="fallback">The range when none is told.</param>
    public static FilterReading Parse(Func<string, string?> value, TimeZoneInfo site, DateTimeOffset now, string fallback = FilterRange.Default) =>
        new FilterParser(value).Read(site, now, fallback);
}

/// <param name="Problems">Empty: everything was understood.</param>
public sealed record FilterReading(FilterWords Words, DateOnly Today, IReadOnlyList<FilterProblem> Problems)
{
    /// <summary>Canonical names whose alias was used.</summary>
    internal IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    public string NameOf(string canonical) => Aliases.GetValueOrDefault(canonical, canonical);
}
