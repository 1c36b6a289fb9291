using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>How people watch: what was on, where they leave, episode after episode, again, for the first time. All take the filter, and format for a file.</summary>
internal static class HabitsApi
{
    private const int MaxMinutes = 24 * 60;

    public static void MapHabits(this RouteGroupBuilder api)
    {
        var habits = api.MapGroup("/analytics").WithTags("Statistics").RequireAuthorization(Permissions.ViewSessions);
        habits.MapGet("/what-was-on", TimelineAsync).WithName("WhatWasOn").WithSummary("Plays at an instant (at) or beside each other in up to seven days (at, until; lanes: viewer, device)");
        habits.MapGet("/drop-off", DropOffAsync).WithName("DropOff").WithSummary("Where people leave a title (item), and of a show how far they get");
        habits.MapGet("/binges", BingesAsync).WithName("Binges").WithSummary("Episodes watched one after another (min_episodes, 3; max_gap_minutes, 30; limit, 50)");
        habits.MapGet("/rewatches", RewatchesAsync).WithName("Rewatches").WithSummary("What people watched to the end more than once (limit, 100)");
        habits.MapGet("/seen", SeenAsync).WithName("Seen").WithSummary("When persons, titles, devices … were seen first and last (split; order_by: first-seen, last-seen, not-seen-for; only_new; limit, 100)");
        habits.MapGet("/bandwidth", BandwidthAsync).WithName("Bandwidth").WithSummary("Data sent by day, within and beyond the own network, and the peaks; estimates");
        habits.MapGet("/device-scores", DeviceScoresAsync).WithName("DeviceScores").WithSummary("Direct-play rate of every device with every codec (of: video, audio; min_plays, 5)");
        habits.MapGet("/trending", TrendingAsync).WithName("Trending").WithSummary("Ranks now and in the period before (split; measure; order_by: popular, trending; limit, 50)");
        habits.MapGet("/unwatched", UnwatchedAsync).WithName("Unwatched").WithSummary("What libraries list and nobody played in the range (order_by: oldest, largest; limit, 100)");
    }

    private static async Task<IResult> UnwatchedAsync(AnalyticsCall call, UnwatchedReader unwatched, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        await call.ReadAsync(FilterRange.All);
        call.RefuseWords("can't be used here: what nobody played was not sent in any way and is a title of its own", "item", "decision");
        var request = new UnwatchedRequest
        {
            Filter = call.Filter.Filter,
            Order = query.Word("order_by", w => w switch { "oldest" => UnwatchedOrder.Oldest, "largest" => UnwatchedOrder.Largest, _ => (UnwatchedOrder?)null }, "oldest, largest") ?? UnwatchedOrder.Oldest,
            Limit = query.Limit(wish, 100, UnwatchedRequest.MaxLimit),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await unwatched.ReadAsync(request, call.Zone, call.Reader.Scope, cancellationToken);
        var answer = new UnwatchedAnswer([.. result.Rows.Select(UnwatchedRowAnswer.Of)], result.Total, result.SizeBytes);
        return call.Answer("unwatched", wish, answer, answer.Items);
    }

    private static async Task<IResult> TimelineAsync(AnalyticsCall call, TimelineReader timeline, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        var (at, until) = (query.Instant("at", endOfDay: false), query.Instant("until", endOfDay: true));
        var lanes = query.Word("lanes", w => w switch { "viewer" => TimelineLanes.Viewer, "device" => TimelineLanes.Device, _ => (TimelineLanes?)null }, "viewer, device") ?? TimelineLanes.Viewer;
        await call.ReadAsync(FilterRange.All);
        var from = at ?? call.Now;
        if (until is { } end && (end <= from || end - from > TimelineRequest.Longest))
        {
            query.Refuse("until", "must be after 'at' (now, when it is left out) by at most seven days");
        }

        if (call.IsRefused)
        {
            return call.Refused();
        }

        var request = new TimelineRequest { From = from, Before = until, Filter = call.Filter.Filter, By = lanes, Limit = query.Limit(wish, TimelineRequest.MaxRows, TimelineRequest.MaxRows) };
        var answer = TimelineAnswer.Of(await timeline.ReadAsync(request, call.Reader.Scope, cancellationToken));
        return call.Answer("what-was-on", wish, answer, [.. answer.Lanes.SelectMany(l => l.Plays).Select(p => p.Session)], PlayColumns.All);
    }

    private static async Task<IResult> DropOffAsync(AnalyticsCall call, DropOffReader dropOff, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync(FilterRange.All);
        if (call.Filter.Filter.Item is null && !call.IsRefused)
        {
            call.Query.Refuse("item", "must be the id of a title");
        }

        if (call.IsRefused)
        {
            return call.Refused();
        }

        if (await dropOff.ReadAsync(call.Filter.Filter, call.Zone, call.Reader.Scope, cancellationToken) is not { } result)
        {
            call.Query.Refuse("item", "is no title that you may see");
            return call.Refused();
        }

        var answer = DropOffAnswer.Of(result);
        return answer.Episodes.Count > 0 ? call.Answer("drop-off", wish, answer, answer.Episodes) : call.Answer("drop-off", wish, answer, answer.Curve);
    }

    private static async Task<IResult> BingesAsync(AnalyticsCall call, BingeReader binges, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        await call.ReadAsync();
        var request = new BingeRequest
        {
            Filter = call.Filter.Filter,
            MinEpisodes = query.Number("min_episodes", 3, 2, 100),
            MaxGap = TimeSpan.FromMinutes(query.Number("max_gap_minutes", 30, 0, MaxMinutes)),
            Limit = query.Limit(wish, 50, BingeRequest.MaxLimit),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var answer = BingeAnswer.Of(await binges.ReadAsync(request, call.Zone, call.Reader.Scope, cancellationToken));
        return call.Answer("binges", wish, answer, answer.Items);
    }

    private static async Task<IResult> RewatchesAsync(AnalyticsCall call, RewatchReader rewatches, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync(FilterRange.All);
        var limit = call.Query.Number("limit", 100, 1, RewatchReader.MaxLimit);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await rewatches.ReadAsync(call.Filter.Filter, limit, call.Zone, call.Reader.Scope, cancellationToken);
        var answer = new RewatchAnswer([.. result.Rows.Select(RewatchRowAnswer.Of)], result.Total, result.Again);
        return call.Answer("rewatches", wish, answer, answer.Items);
    }

    private static async Task<IResult> SeenAsync(AnalyticsCall call, FirstLastSeenReader seen, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        await call.ReadAsync();
        var request = new SeenRequest
        {
            Filter = call.Filter.Filter,
            By = Split(query, StatisticSplit.Viewer),
            Order = query.Word("order_by", w => w switch { "first-seen" => SeenOrder.FirstSeen, "last-seen" => SeenOrder.LastSeen, "not-seen-for" => SeenOrder.NotSeenFor, _ => (SeenOrder?)null }, "first-seen, last-seen, not-seen-for") ?? SeenOrder.LastSeen,
            OnlyNew = query.Flag("only_new"),
            Limit = query.Limit(wish, 100, SeenRequest.MaxLimit),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await seen.ReadAsync(request, call.Zone, call.Reader.Scope, cancellationToken);
        var answer = new SeenAnswer([.. result.Rows.Select(r => new SeenRowAnswer(StatisticKeyAnswer.Of(r.Key), r.FirstAt, r.LastAt, r.Plays, r.WatchedMs / 1000.0, r.IsNew))], result.Total, result.New);
        return call.Answer("seen", wish, answer, answer.Items);
    }

    private static async Task<IResult> BandwidthAsync(AnalyticsCall call, BandwidthReader bandwidth, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync();
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var answer = BandwidthAnswer.Of(await bandwidth.ReadAsync(call.Filter.Filter, call.Zone, call.Today, call.Reader.Scope, cancellationToken));
        return call.Answer("bandwidth", wish, answer, answer.Days);
    }

    private static async Task<IResult> DeviceScoresAsync(AnalyticsCall call, DeviceScores scores, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        await call.ReadAsync();
        var codec = query.Word("of", w => w switch { "video" => ScoredCodec.Video, "audio" => ScoredCodec.Audio, _ => (ScoredCodec?)null }, "video, audio") ?? ScoredCodec.Video;
        var plays = query.Number("min_plays", DeviceScores.DefaultMinPlays, 1, 1_000_000);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await scores.ReadAsync(call.Filter.Filter, codec, plays, call.Zone, call.Reader.Scope, cancellationToken);
        var answer = new DeviceScoresAnswer([.. result.Scores.Select(DeviceScoreAnswer.Of)], result.Scores.Count, result.MinPlays, result.LeftOut);
        return call.Answer("device-scores", wish, answer, answer.Items);
    }

    private static async Task<IResult> TrendingAsync(AnalyticsCall call, PopularityReader popularity, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        await call.ReadAsync();
        var request = new PopularityRequest
        {
            Filter = call.Filter.Filter,
            By = Split(query, StatisticSplit.Title),
            Measure = query.Word("measure", w => w switch { "plays" => TopBy.Plays, "watch-time" => TopBy.WatchTime, _ => (TopBy?)null }, "plays, watch-time") ?? TopBy.Plays,
            Order = query.Word("order_by", w => w switch { "popular" => PopularityOrder.Popular, "trending" => PopularityOrder.Trending, _ => (PopularityOrder?)null }, "popular, trending") ?? PopularityOrder.Trending,
            Limit = query.Limit(wish, 50, PopularityRequest.MaxLimit),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var result = await popularity.ReadAsync(request, call.Zone, call.Reader.Scope, cancellationToken);
        var answer = new PopularityAnswer([.. result.Rows.Select(PopularityRowAnswer.Of)], result.Total, result.PreviousFrom, result.PreviousTo);
        return call.Answer("trending", wish, answer, answer.Items);
    }

    /// <summary>Any split that is not by time.</summary>
    private static StatisticSplit Split(QueryReader query, StatisticSplit missing) =>
        query.Word("split", w => StatisticWords.Split(w) is { } split && !split.IsTime() ? split : (StatisticSplit?)null, string.Join(", ", StatisticWords.AllSplits.Where(s => !StatisticWords.Split(s)!.Value.IsTime()))) ?? missing; // non-null: a word of the list
}
