using System.Text.Json.Serialization;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Api.Contracts;

/// <summary>A statistic of the catalogue.</summary>
/// <param name="Id">Its address: /api/v1/analytics/{id}.</param>
/// <param name="Split">What its rows are.</param>
/// <param name="Then">What each row is broken down by; null: by nothing.</param>
/// <param name="Measure">What rows are ordered by, and what a chart shows first.</param>
/// <param name="Limit">Rows when none is asked for; null: all, in the order of time.</param>
/// <param name="ContentType">Only plays of this kind are counted.</param>
public sealed record StatisticAbout(string Id, string Theme, string Title, string Description, string Split, string? Then, string Measure, string Order, int? Limit, string? ContentType)
{
    internal static StatisticAbout Of(StatisticEntry e) => new(
        e.Id, StatisticTheme(e), e.Title, e.Says, StatisticWords.Of(e.By), e.Then == StatisticSplit.None ? null : StatisticWords.Of(e.Then), StatisticWords.Of(e.Measure),
        e.Ascending ? "asc" : "desc", e.By.IsTime() ? null : e.Limit, e.Kind is { } kind ? Words.Of(kind) : null);

    private static string StatisticTheme(StatisticEntry e) => e.Theme.ToString().ToLowerInvariant();
}

/// <param name="Splits">Words for split and then of a free question.</param>
/// <param name="Measures">Words for measure.</param>
/// <param name="Ranges">Words for range; any number of days ("45d") is one too.</param>
public sealed record StatisticListing(IReadOnlyList<StatisticAbout> Items, int Total, IReadOnlyList<string> Splits, IReadOnlyList<string> Measures, IReadOnlyList<string> Ranges);

/// <summary>The plays an answer is about. Days are of the zone; both are included; null is open.</summary>
public sealed record StatisticScope(
    string Range, DateOnly? From, DateOnly? To, string TimeZone, string? ServerId, string? ViewerId, string? UserId, string? LibraryId, string? ContentType, string? StreamType, string? ItemId)
{
    internal static StatisticScope Of(FilterWords words, StatisticResult result, TimeZoneInfo zone)
    {
        var f = result.Request.Filter;
        return new(
            words.Range, f.From ?? result.From, f.To ?? result.To, zone.Id, f.Server?.ToString(), f.Viewer?.ToString(), f.User?.ToString(), f.Library?.ToString(),
            f.Kind is { } kind ? Words.Of(kind) : null, Words.Of(f.Decision), f.Item?.ToString());
    }
}

/// <summary>The figures of one row, of one part of it, or of all.</summary>
/// <param name="BytesEstimate">No server tells what it sent: bitrate × watch time.</param>
/// <param name="MeanMbpsEstimate">While it played; null without watch time.</param>
/// <param name="DirectRate">Direct plays of all plays, 0–1; null without plays. So are the next two.</param>
/// <param name="Viewers">Persons; null when it was not counted.</param>
public sealed record StatisticFiguresAnswer(
    long Plays, double WatchedSeconds, long BytesEstimate, double? MeanMbpsEstimate, long DirectPlays, long DirectStreams, long Transcodes, long Completed,
    double? DirectRate, double? TranscodeRate, double? CompletionRate, int? Viewers, DateTimeOffset? FirstAt, DateTimeOffset? LastAt)
{
    internal static StatisticFiguresAnswer Of(StatisticFigures f) => new(
        f.Plays, f.WatchedMs / 1000.0, f.Bytes, f.WatchedMs > 0 ? Math.Round(f.Bytes * 8.0 / 1000 / f.WatchedMs, 3) : null, f.DirectPlays, f.DirectStreams, f.Transcodes, f.Completed,
        Rate(f.DirectPlays, f.Plays), Rate(f.Transcodes, f.Plays), Rate(f.Completed, f.Plays), f.Viewers, f.FirstAt, f.LastAt);

    internal static double? Rate(long part, long all) => all > 0 ? Math.Round((double)part / all, 4) : null;
}

/// <param name="Id">Stable: a day, an hour, an id, a word; "" when not told, "*" for what a limit left over.</param>
/// <param name="Label">As readers know it.</param>
/// <param name="Detail">Author of a book, show of an episode, artist of a track, app of a device, server of a library.</param>
public sealed record StatisticKeyAnswer(string Id, string Label)
{
    public string? Detail { get; init; }
    public int? Year { get; init; }
    public string? ViewerId { get; init; }
    public string? UserId { get; init; }
    public string? ServerId { get; init; }
    public string? LibraryId { get; init; }
    public string? ItemId { get; init; }
    public string? ContentType { get; init; }

    public const string NotTold = "not told";
    public const string Others = "others";

    internal static StatisticKeyAnswer Of(StatisticKey k) => new(k.Id, LabelOf(k))
    {
        Detail = k.Detail,
        Year = k.Year,
        ViewerId = k.Viewer?.ToString(),
        UserId = k.Account?.ToString(),
        ServerId = k.Server?.ToString(),
        LibraryId = k.Library?.ToString(),
        ItemId = k.Item?.ToString(),
        ContentType = k.Kind is { } kind ? Words.Of(kind) : null,
    };

    internal static string LabelOf(StatisticKey k) => k.IsOthers ? Others : k.Label ?? (k.IsUnknown ? NotTold : k.Id);
}

/// <param name="Parts">One per part of the answer, in that order; only with a second split.</param>
public sealed record StatisticRowAnswer(
    StatisticKeyAnswer Key, StatisticFiguresAnswer Figures, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<StatisticFiguresAnswer>? Parts)
{
    internal static StatisticRowAnswer Of(StatisticRow row) =>
        new(StatisticKeyAnswer.Of(row.Key), StatisticFiguresAnswer.Of(row.Figures), row.Parts.Count == 0 ? null : [.. row.Parts.Select(StatisticFiguresAnswer.Of)]);
}

/// <param name="Statistic">Null for a free question.</param>
/// <param name="Parts">What the rows' parts are; empty without a second split.</param>
/// <param name="Total">Of all plays asked about, also what the limit cut off.</param>
/// <param name="Groups">Rows without the limit.</param>
/// <param name="Previous">The same question of as many days right before, when compare=previous.</param>
public sealed record StatisticReply(
    StatisticAbout? Statistic, string Split, string? Then, string Measure, StatisticScope Filter, IReadOnlyList<StatisticKeyAnswer> Parts, IReadOnlyList<StatisticRowAnswer> Rows,
    StatisticFiguresAnswer Total, int Groups, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StatisticReply? Previous)
{
    internal static StatisticReply Of(StatisticEntry? entry, FilterWords words, TimeZoneInfo zone, StatisticResult result, StatisticResult? previous) => new(
        entry is null ? null : StatisticAbout.Of(entry), StatisticWords.Of(result.Request.By), result.Request.Then == StatisticSplit.None ? null : StatisticWords.Of(result.Request.Then),
        StatisticWords.Of(result.Request.Order), StatisticScope.Of(words, result, zone), [.. result.Parts.Select(StatisticKeyAnswer.Of)], [.. result.Rows.Select(StatisticRowAnswer.Of)],
        StatisticFiguresAnswer.Of(result.Total), result.Groups, previous is null ? null : Of(null, words, zone, previous, null));
}

/// <summary>A statistic as a chart takes it.</summary>
/// <param name="Series">One number per category; seconds where the unit is.</param>
/// <param name="Unit">plays, seconds, bytes (an estimate) or unix_seconds.</param>
public sealed record SeriesAnswer(IReadOnlyList<string> Categories, IReadOnlyDictionary<string, IReadOnlyList<double>> Series, string Unit)
{
    internal static SeriesAnswer Of(StatisticResult result)
    {
        var measure = result.Request.Order;
        var series = new Dictionary<string, IReadOnlyList<double>>();
        if (result.Request.Then == StatisticSplit.None)
        {
            series[StatisticWords.Of(measure)] = [.. result.Rows.Select(r => Value(measure, r.Figures))];
        }

        for (var i = 0; i < result.Parts.Count; i++)
        {
            // Two of one name are told apart by their ids.
            var label = StatisticKeyAnswer.LabelOf(result.Parts[i]);
            var part = i;
            series[series.ContainsKey(label) ? $"{label} ({result.Parts[i].Id})" : label] = [.. result.Rows.Select(r => Value(measure, r.Parts[part]))];
        }

        return new([.. result.Rows.Select(r => StatisticKeyAnswer.LabelOf(r.Key))], series, UnitOf(measure));
    }

    internal static double Value(StatisticMeasure measure, StatisticFigures figures) =>
        measure is StatisticMeasure.WatchTime or StatisticMeasure.LastAt ? measure.ValueOf(figures) / 1000.0 : measure.ValueOf(figures);

    internal static string UnitOf(StatisticMeasure measure) => measure switch
    {
        StatisticMeasure.WatchTime => "seconds",
        StatisticMeasure.Bytes => "bytes",
        StatisticMeasure.LastAt => "unix_seconds",
        _ => "plays",
    };
}
