using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Components.Pages.History;

/// <summary>The history page's whole state, as it stands in its address. Reading what it writes gives the same again.</summary>
public sealed record HistoryUrl
{
    public static readonly IReadOnlyList<int> PageSizes = [25, 50, 100, 200];

    private const int DefaultSize = 50;

    private static readonly IReadOnlyList<MediaKind> Kinds =
        [MediaKind.Movie, MediaKind.Episode, MediaKind.Track, MediaKind.LiveTv, MediaKind.Audiobook, MediaKind.PodcastEpisode, MediaKind.MusicVideo, MediaKind.Other];

    private static readonly (string Word, HistorySort Sort)[] Sorts =
    [
        ("started", HistorySort.Started), ("watched", HistorySort.Watched), ("title", HistorySort.Title), ("viewer", HistorySort.Viewer), ("completion", HistorySort.Percent),
    ];

    public ViewerId? Viewer { get; init; }

    /// <summary>One account of a person.</summary>
    public ServerUserId? Account { get; init; }
    public ServerId? Server { get; init; }
    public LibraryId? Library { get; init; }

    /// <summary>A title with everything that lies in it.</summary>
    public MediaItemId? Item { get; init; }
    public MediaKind? Kind { get; init; }
    public StreamDecision? Decision { get; init; }

    /// <summary>The word for the days ("30d"), which stays in links: a link of today is right tomorrow. Null: all time, or days of their own.</summary>
    public string? Range { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day; it counts too.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whose days they are; null: the site's.</summary>
    public string? Zone { get; init; }
    public string? Text { get; init; }
    public bool IncludeShort { get; init; }
    public HistorySort Sort { get; init; } = HistorySort.Started;
    public bool Ascending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>One of <see cref="PageSizes"/>.</summary>
    public int Size { get; init; } = DefaultSize;

    /// <summary>The play whose details are open.</summary>
    public PlayId? Play { get; init; }

    public static IEnumerable<MediaKind> KindChoices => Kinds;

    /// <summary>Stretches of days that are offered.</summary>
    public static IReadOnlyList<Choice<string>> Presets { get; } = [.. FilterRange.Choices.Select(c => new Choice<string>(c.Word, c.Label))];

    public DateRange Days => new(From, To, Range ?? (From is null && To is null ? FilterRange.All : DateRange.Custom));

    /// <summary>How many filters narrow the list.</summary>
    public int ActiveFilters => new[] { Viewer is not null, Account is not null, Server is not null, Library is not null, Item is not null, Kind is not null, Decision is not null, From is not null || To is not null, Text is not null, IncludeShort }.Count(on => on);

    public SortState SortState => new(Word(Sorts, Sort), !Ascending);

    /// <summary>The same list from its first page, nothing opened: after any change of what it shows.</summary>
    public HistoryUrl Narrowed => this with { Page = 1, Play = null };

    public HistoryUrl Cleared => new() { Sort = Sort, Ascending = Ascending, Size = Size };

    public HistoryUrl Within(DateRange days) =>
        this with { Range = days.Preset is DateRange.Custom or FilterRange.All ? null : days.Preset, From = days.From, To = days.To };

    public static DateRange DaysOf(string word, DateOnly today) => FilterRange.Of(word, today) is { } days ? new(days.From, days.To, word) : DateRange.Of(word, today);

    public HistoryUrl SortedBy(SortState sort) => Find(Sorts, sort.Key) is { } by ? Narrowed with { Sort = by, Ascending = !sort.Descending } : this;

    /// <summary>Whether both show the same rows: what is opened makes no difference.</summary>
    public bool ListsSameAs(HistoryUrl? other) => other is not null && this with { Play = null } == other with { Play = null };

    public override string ToString() => At(AppUrls.HistoryList);

    /// <summary>All that match, as data for a file.</summary>
    public string DataAddress => (this with { Page = 1, Size = DefaultSize, Play = null }).At(AppUrls.HistoryData);

    /// <summary>The same words at another page that lists plays.</summary>
    public string At(string path) => AppUrls.With(
        path,
        ("q", Text),
        ("viewer", Viewer?.ToString()),
        ("account", Account?.ToString()),
        ("server", Server?.ToString()),
        ("library", Library?.ToString()),
        ("item", Item?.ToString()),
        ("kind", Kind is { } kind ? FilterVocabulary.Of(kind) : null),
        ("decision", Decision is { } decision ? FilterVocabulary.Of(decision) : null),
        ("range", Range),
        ("from", Range is null ? FilterRange.Day(From) : null),
        ("to", Range is null ? FilterRange.Day(To) : null),
        ("tz", Zone),
        ("short", IncludeShort ? "1" : null),
        ("sort", Sort == HistorySort.Started && !Ascending ? null : SortState.ToString()),
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ("size", Size == DefaultSize ? null : Size.ToString(CultureInfo.InvariantCulture)),
        ("play", Play?.ToString()));

    /// <summary>Reads what the address says, the filter with the words of all statistics; what cannot be used is left out and named, never an error.</summary>
    /// <param name="value">The raw value of a name, null when the address does not have it.</param>
    /// <param name="site">The site's zone.</param>
    public static HistoryReading Parse(Func<string, string?> value, TimeZoneInfo site, DateTimeOffset now)
    {
        var reading = FilterWords.Parse(name => name == "compare" ? null : value(name), site, now, FilterRange.All);
        var problems = reading.Problems.Select(p => p.Message).ToList();
        if (!string.IsNullOrWhiteSpace(value("compare")))
        {
            problems.Add("A list of plays is not compared with another time.");
        }

        T? Read<T>(string name, Func<string, T?> parse, string what)
            where T : struct
        {
            var raw = value(name);
            if (string.IsNullOrWhiteSpace(raw))
            {
                return null;
            }

            var parsed = parse(raw.Trim());
            if (parsed is null)
            {
                problems.Add($"“{Shown(raw)}” is no {what}.");
            }

            return parsed;
        }

        var sort = Read("sort", SortOf, "column to sort by");
        var (filter, range) = (reading.Words.Filter, reading.Words.Range);
        return new(
            new()
            {
                Viewer = filter.Viewer,
                Account = filter.User,
                Server = filter.Server,
                Library = filter.Library,
                Item = filter.Item,
                Kind = filter.Kind,
                Decision = filter.Decision,
                Range = range is FilterRange.All or FilterRange.Custom ? null : range,
                From = filter.From,
                To = filter.To,
                Zone = reading.Words.Zone,
                Text = Domain.Text.Clean(value("q"), HistoryFilter.MaxText),
                IncludeShort = Read("short", FlagOf, "yes or no (write 1 or 0)") ?? false,
                Sort = sort?.Sort ?? HistorySort.Started,
                Ascending = sort?.Ascending ?? false,
                Page = Read<int>("page", v => Number(v) is > 0 and { } n ? n : null, "page number") ?? 1,
                Size = Read<int>("size", v => Number(v) is { } n && PageSizes.Contains(n) ? n : null, "page size (25, 50, 100 or 200)") ?? DefaultSize,
                Play = Read("play", v => PlayId.TryParse(v, out var id) ? id : (PlayId?)null, "play"),
            },
            problems,
            reading);
    }

    /// <param name="site">Whose days they are unless the address names a zone.</param>
    public HistoryFilter Filter(TimeZoneInfo site) => FilterIn(Zone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : site);

    private HistoryFilter FilterIn(TimeZoneInfo zone) => new()
    {
        Viewer = Viewer,
        User = Account,
        Server = Server,
        Library = Library,
        Item = Item,
        Kind = Kind,
        Decision = Decision,
        From = From is { } from ? SiteDays.Start(from, zone) : null,
        Before = To is { } to && to < DateOnly.MaxValue ? SiteDays.Start(to.AddDays(1), zone) : null,
        Text = Text,
        IncludeShort = IncludeShort,
        Sort = Sort,
        Ascending = Ascending,
        Page = Page,
        PageSize = Size,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? FlagOf(string text) => text.ToLowerInvariant() switch { "1" or "true" or "yes" => true, "0" or "false" or "no" => false, _ => null };

    private static (HistorySort Sort, bool Ascending)? SortOf(string text) =>
        SortState.Parse(text) is { } state && Find(Sorts, state.Key) is { } sort ? (sort, !state.Descending) : null;

    private static T? Find<T>((string Word, T Value)[] table, string word)
        where T : struct
    {
        foreach (var (known, value) in table)
        {
            if (string.Equals(known, word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private static string Word<T>((string Word, T Value)[] table, T value) => Array.Find(table, t => EqualityComparer<T>.Default.Equals(t.Value, value)).Word;

    private static string Shown(string raw) => Domain.Text.Clean(raw, 40) ?? "";
}

/// <param name="Problems">A sentence each; empty: everything was understood.</param>
/// <param name="Filter">The part of it whose ids may not exist.</param>
public sealed record HistoryReading(HistoryUrl Url, IReadOnlyList<string> Problems, FilterReading Filter);
