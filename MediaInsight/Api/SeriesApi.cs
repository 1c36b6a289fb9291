using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>
/// Plays as charts of Tautulli's clients take them: categories and series by name. Parameters: time_range (days, 30),
/// y_axis (plays, or duration in seconds) and the filter.
/// </summary>
internal static class SeriesApi
{
    /// <summary>Films and shows always have a series, the others when something of them was played.</summary>
    private static readonly IReadOnlyList<(MediaKind Kind, string Name, bool IsAlwaysThere)> Kinds =
    [
        (MediaKind.Movie, "Movies", true), (MediaKind.Episode, "TV", true), (MediaKind.Track, "Music", false), (MediaKind.LiveTv, "Live TV", false),
        (MediaKind.Audiobook, "Audiobooks", false), (MediaKind.PodcastEpisode, "Podcasts", false), (MediaKind.MusicVideo, "Music videos", false), (MediaKind.Other, "Other", false),
    ];

    public static void MapSeries(this RouteGroupBuilder api)
    {
        var series = api.MapGroup("/analytics").WithTags("Statistics").RequireAuthorization(Permissions.ViewSessions).WithoutFiles();
        series.MapGet("/plays-by-date", (AnalyticsCall call) => KindsAsync(call, StatisticSplit.Day)).WithName("PlaysByDate").WithSummary("Days and kinds of media, as series");
        series.MapGet("/plays-by-hourofday", (AnalyticsCall call) => KindsAsync(call, StatisticSplit.HourOfDay)).WithName("PlaysByHourOfDay").WithSummary("Hours of the day and kinds of media, as series");
        series.MapGet("/plays-by-dayofweek", (AnalyticsCall call) => KindsAsync(call, StatisticSplit.Weekday)).WithName("PlaysByDayOfWeek").WithSummary("Days of the week and kinds of media, as series");
        series.MapGet("/plays-per-month", (AnalyticsCall call) => KindsAsync(call, StatisticSplit.Month)).WithName("PlaysPerMonth").WithSummary("Months and kinds of media, as series");
        series.MapGet("/plays-by-stream-type", StreamTypesAsync).WithName("PlaysByStreamType").WithSummary("Days and ways of streaming, as series, with the most streams at once");
        series.MapGet("/concurrent-streams-by-stream-type", ConcurrentAsync).WithName("ConcurrentStreams").WithSummary("The most streams at one time on each day, of each way of streaming and of all, as series");
    }

    private static async Task<IResult> KindsAsync(AnalyticsCall call, StatisticSplit split)
    {
        var measure = await ReadAsync(call);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await call.AskAsync(new() { Filter = call.Filter.Filter, By = split, Then = StatisticSplit.Kind, Order = measure, ThenLimit = StatisticRequest.MaxThenLimit });
        var series = new Dictionary<string, IReadOnlyList<double>>();
        foreach (var (kind, name, isAlwaysThere) in Kinds)
        {
            var part = result.Parts.Select((p, i) => (p.Kind, Index: i)).Where(p => p.Kind == kind).Select(p => (int?)p.Index).FirstOrDefault();
            if (part is not null || isAlwaysThere)
            {
                series[name] = Values(result, measure, r => part is { } i ? r.Parts[i] : default);
            }
        }

        return TypedResults.Ok(new SeriesAnswer(Categories(result), series, SeriesAnswer.UnitOf(measure)));
    }

    private static async Task<IResult> StreamTypesAsync(AnalyticsCall call, ConcurrencyReader concurrency, CancellationToken cancellationToken)
    {
        var measure = await ReadAsync(call);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await call.AskAsync(new() { Filter = call.Filter.Filter, By = StatisticSplit.Day, Then = StatisticSplit.Decision, Order = measure });
        var series = new Dictionary<string, IReadOnlyList<double>>
        {
            ["Direct Play"] = Of("direct_play"),
            ["Direct Stream"] = Of("direct_stream"),
            ["Transcode"] = Of("transcode"),
            ["Concurrent Streams"] = [.. (await PeaksAsync(call, concurrency, cancellationToken)).Days.Select(d => (double)d.Peak.Streams)],
        };
        return TypedResults.Ok(new SeriesAnswer(Categories(result), series, SeriesAnswer.UnitOf(measure)));

        double[] Of(string id)
        {
            var part = result.Parts.Select((p, i) => (p.Id, Index: i)).Where(p => p.Id == id).Select(p => (int?)p.Index).FirstOrDefault();
            return Values(result, measure, r => part is { } i ? r.Parts[i] : default);
        }
    }

    private static async Task<IResult> ConcurrentAsync(AnalyticsCall call, ConcurrencyReader concurrency, CancellationToken cancellationToken)
    {
        await call.ReadAsync();
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var days = (await PeaksAsync(call, concurrency, cancellationToken)).Days;
        return TypedResults.Ok(new SeriesAnswer(
            [.. days.Select(d => d.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))],
            new Dictionary<string, IReadOnlyList<double>>
            {
                ["Direct Play"] = [.. days.Select(d => (double)d.Peak.DirectPlays)],
                ["Direct Stream"] = [.. days.Select(d => (double)d.Peak.DirectStreams)],
                ["Transcode"] = [.. days.Select(d => (double)d.Peak.Transcodes)],
                ["Max. Concurrent Streams"] = [.. days.Select(d => (double)d.Peak.Streams)],
            },
            "streams"));
    }

    private static Task<ConcurrencyResult> PeaksAsync(AnalyticsCall call, ConcurrencyReader concurrency, CancellationToken cancellationToken) =>
        concurrency.ReadAsync(call.Filter.Filter, call.Zone, call.Today, call.Reader.Scope, cancellationToken);

    private static async Task<StatisticMeasure> ReadAsync(AnalyticsCall call)
    {
        await call.ReadAsync();
        return call.Query.Word("y_axis", w => w switch { "plays" => StatisticMeasure.Plays, "duration" => StatisticMeasure.WatchTime, _ => (StatisticMeasure?)null }, "plays, duration") ?? StatisticMeasure.Plays;
    }

    private static string[] Categories(StatisticResult result) =>
        [.. result.Rows.Select(r => result.Request.By == StatisticSplit.HourOfDay ? r.Key.Id.PadLeft(2, '0') : r.Key.Id)];

    private static double[] Values(StatisticResult result, StatisticMeasure measure, Func<StatisticRow, StatisticFigures> part) =>
        [.. result.Rows.Select(r => SeriesAnswer.Value(measure, part(r)))];
}
