using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Live;

namespace MediaInsight.Api;

/// <summary>The admin's figures under the addresses of CineVault: what plays, what was watched and by whom, day by day.</summary>
internal static class OverviewApi
{
    private const int RecentRows = 50;
    private const int MaxActivity = 500;

    public static void MapOverview(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/analytics").WithTags("Overview").RequireAuthorization(Permissions.ManageServers);
        admin.MapGet("/overview", OverviewAsync).WithName("Overview").WithSummary("Active streams, plays of today and of the week, bandwidth, transcodes, failures").WithoutFiles();
        admin.MapGet("/streams", StreamsAsync).WithName("Streams").WithSummary("What plays now, and the last 50 plays").WithoutFiles();
        admin.MapGet("/streams/breakdown", BreakdownAsync).WithName("StreamsBreakdown").WithSummary("Plays by how they were sent (days, 30)").WithoutFiles();
        admin.MapGet("/watch-activity", ActivityAsync).WithName("WatchActivity").WithSummary("Who watched what (user_id, from, to, media_type; limit, 100)");
        admin.MapGet("/users/activity", UsersAsync).WithName("UserActivity").WithSummary("What each person watched ever, and when last");
        admin.MapGet("/storage", StorageAsync).WithName("Storage").WithSummary("Files and bytes of each library");
        admin.MapGet("/library-health", HealthAsync).WithName("LibraryHealth").WithSummary("Of each library: how complete its titles are told, codecs, resolutions, HDR and Atmos");
        admin.MapGet("/trends", TrendsApi.GetAsync).WithName("Trends").WithSummary("Figures day by day (from, to; the last 30 days)");
    }

    private static async Task<IResult> OverviewAsync(AnalyticsCall call, LiveSessions live, OperatorFigures figures, CancellationToken cancellationToken)
    {
        var scope = call.Reader.Scope;
        var active = live.Read(scope).Sessions;
        var (today, week, persons, failures, size, system) = await figures.ReadAsync(call.Zone, call.Today, scope, cancellationToken);
        return TypedResults.Ok(new OverviewAnswer(
            active.Length, active.Count(s => s.Session.Segment.Stream.Decision == StreamDecision.Transcode), active.Sum(s => s.Session.Latest.BandwidthKbps ?? 0) / 1000.0,
            today.Plays, week.Plays, persons, today.WatchedMs / 1000.0, today.Bytes, size.Playable, size.SizeBytes, today.Transcodes, today.DirectPlays, today.DirectStreams, failures,
            system?.CpuPercent, system?.MemoryPercent, system?.DiskFreeGb, ["bandwidth_today_bytes"]));
    }

    private static async Task<IResult> StorageAsync(AnalyticsCall call, LibraryHealth health, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var answer = StorageAnswer.Of(await health.ReadAsync(call.Reader.Scope, cancellationToken));
        return call.Answer("storage", wish, answer, answer.Items);
    }

    private static async Task<IResult> HealthAsync(AnalyticsCall call, LibraryHealth health, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var rows = await health.ReadAsync(call.Reader.Scope, cancellationToken);
        var answer = new LibraryHealthAnswer([.. rows.Select(LibraryHealthAnswerRow.Of)], rows.Count);
        return call.Answer("library-health", wish, answer, answer.Items);
    }

    private static async Task<IResult> StreamsAsync(AnalyticsCall call, LiveSessions live, HistoryQuery history, CancellationToken cancellationToken)
    {
        var recent = await history.PageAsync(new() { PageSize = RecentRows }, call.Reader.Scope, cancellationToken);
        return TypedResults.Ok(new StreamsAnswer([.. live.Read(call.Reader.Scope).Sessions.Select(s => SessionRow.Of(s))], [.. recent.Items.Select(SessionRow.Of)]));
    }

    private static async Task<IResult> BreakdownAsync(AnalyticsCall call)
    {
        await call.ReadAsync();
        return call.IsRefused ? call.Refused() : TypedResults.Ok(StreamsBreakdown.Of(call.DayCount, (await call.AskAsync(new() { Filter = call.Filter.Filter })).Total));
    }

    private static async Task<IResult> ActivityAsync(AnalyticsCall call, HistoryQuery history, HistoryExport export, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync(FilterRange.All);
        var limit = call.Query.Limit(wish, 100, MaxActivity);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        if (wish is not null)
        {
            var rows = export.RowsAsync(call.Plays(), call.Reader.Scope, cancellationToken).Take(limit).Select(r => SessionRow.Of(r));
            return new ExportAnswer<SessionRow>(ExportName.Of("watch-activity", call.Filter.Filter, call.Today), wish, PlayColumns.All, rows);
        }

        var page = await history.PageAsync(call.Plays() with { PageSize = limit }, call.Reader.Scope, cancellationToken);
        return TypedResults.Ok(new WatchActivityAnswer([.. page.Items.Select(SessionRow.Of)], page.Total, limit));
    }

    private static async Task<IResult> UsersAsync(AnalyticsCall call, FavoriteGenres genres, CancellationToken cancellationToken)
    {
        var wish = ExportWish.Read(call.Query);
        await call.ReadAsync(FilterRange.All);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var people = await call.AskAsync(new() { Filter = call.Filter.Filter, By = StatisticSplit.Viewer, Limit = StatisticRequest.MaxLimit });
        var favorites = await genres.ReadAsync(call.Filter.Filter, call.Zone, call.Reader.Scope, cancellationToken);
        UserActivityRow[] rows = [.. people.Rows.Select(row => new UserActivityRow(
            row.Key.Id, StatisticKeyAnswer.LabelOf(row.Key), row.Figures.Plays, Math.Round(row.Figures.WatchedMs / 60_000.0, 2), row.Figures.LastAt,
            row.Key.Viewer is { } viewer ? favorites.GetValueOrDefault(viewer) : null))];
        return call.Answer("user-activity", wish, new UserActivityAnswer(rows, rows.Length), rows);
    }
}
