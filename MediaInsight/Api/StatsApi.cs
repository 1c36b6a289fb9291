using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>
/// Statistics under the addresses and shapes of Emby Analytics, for programs that know those. Its users are persons here:
/// <c>user_id</c> of these addresses is what the rest of the API calls <c>viewer_id</c>.
/// </summary>
internal static class StatsApi
{
    private const int MaxRows = 100;

    public static void MapStats(this IEndpointRouteBuilder app)
    {
        foreach (var (prefix, suffix) in new[] { ("/stats", ""), ("/api/v1/stats", "V1") })
        {
            var stats = app.MapGroup(prefix).WithTags("Stats").RequireAuthorization(Permissions.ViewSessions).DisableCookieRedirect().WithoutFiles();
            Name(stats.MapGet("/overview", OverviewAsync), "StatsOverview", "What there is, and what was watched of it");
            Name(stats.MapGet("/usage", UsageAsync), "StatsUsage", "Hours that each person watched on each day (days, 14)");
            Name(stats.MapGet("/top/users", TopUsersAsync), "StatsTopUsers", "Persons by watch time (timeframe or days, 30; limit, 10)");
            Name(stats.MapGet("/top-users", TopUsersAsync), "StatsTopUsersAlias", "The same as /top/users");
            Name(stats.MapGet("/top/items", TopItemsAsync), "StatsTopItems", "Titles by watch time (timeframe or days, 30; limit, 10)");
            Name(stats.MapGet("/top-items", TopItemsAsync), "StatsTopItemsAlias", "The same as /top/items");
            Name(stats.MapGet("/active-users", ActiveUsersAsync), "StatsActiveUsers", "Persons by what they watched ever (limit, 5)");
            Name(stats.MapGet("/users/total", UsersTotalAsync), "StatsUsersTotal", "How many persons there are");
            Name(stats.MapGet("/user/{id}", StatsUserApi.GetAsync), "StatsUser", "One person (days, 30; limit, 10)");
            Name(stats.MapGet("/users/{id}", StatsUserApi.GetAsync), "StatsUserAlias", "The same as /user/{id}");
            Name(stats.MapGet("/play-methods", StatsMethodsApi.GetAsync), "StatsPlayMethods", "How plays were sent (days, 30; limit, 50; offset; show_all; user_id; media_type)");
            Name(stats.MapGet("/playback-methods", StatsMethodsApi.GetAsync), "StatsPlaybackMethods", "The same as /play-methods");
            Name(stats.MapGet("/qualities", StatsLibraryApi.QualitiesAsync), "StatsQualities", "Films and episodes of the libraries by quality");
            Name(stats.MapGet("/codecs", StatsLibraryApi.CodecsAsync), "StatsCodecs", "Films and episodes of the libraries by video codec (limit, 20)");
            Name(stats.MapGet("/items/by-codec/{codec}", StatsLibraryApi.ByCodecAsync), "StatsItemsByCodec", "Titles of the libraries with this video codec");
            Name(stats.MapGet("/items/by-quality/{quality}", StatsLibraryApi.ByQualityAsync), "StatsItemsByQuality", "Titles of the libraries of this quality: 4K, 1080p, 720p, SD, Unknown");

            void Name(RouteHandlerBuilder route, string name, string summary) => route.WithName(name + suffix).WithSummary(summary);
        }
    }

    internal static double Hours(long ms) => Math.Round(ms / 3_600_000.0, 4);

    private static async Task<IResult> OverviewAsync(AnalyticsCall call, HouseholdCounts counts, CancellationToken cancellationToken)
    {
        var size = await counts.ReadAsync(call.Reader.Scope, cancellationToken);
        var played = await call.AskAsync(new() { By = StatisticSplit.Item, Limit = 1 });
        int? Of(MediaKind kind) => call.Reader.Scope.IsEverything ? size.Titles.GetValueOrDefault(kind) : null;
        int? Told(int number) => call.Reader.Scope.IsEverything ? number : null;
        return TypedResults.Ok(new StatsOverview(
            size.Persons, size.Accounts, size.Servers, Told(size.Libraries), Told(size.Playable), Of(MediaKind.Movie), Of(MediaKind.Show), Of(MediaKind.Season), Of(MediaKind.Episode), Of(MediaKind.Artist),
            Of(MediaKind.Album), Of(MediaKind.Track), Of(MediaKind.Audiobook), Of(MediaKind.Podcast), Told(size.Files), size.SizeBytes, played.Total.Plays, played.Groups, Hours(played.Total.WatchedMs)));
    }

    private static async Task<IResult> UsageAsync(AnalyticsCall call)
    {
        await call.ReadAsync("14d", usersArePersons: true);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        // Persons are the rows here, so that none falls under "others".
        var result = await call.AskAsync(new() { Filter = call.Filter.Filter, By = StatisticSplit.Viewer, Then = StatisticSplit.Day, Limit = StatisticRequest.MaxLimit });
        var rows = from day in result.Parts.Select((p, i) => (Day: DateOnly.ParseExact(p.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture), Index: i))
                   from row in result.Rows
                   let watched = row.Parts[day.Index].WatchedMs
                   where watched > 0
                   select new StatsUsageRow(day.Day, StatisticKeyAnswer.LabelOf(row.Key), row.Key.Id, Hours(watched), watched / 1000.0);
        return TypedResults.Ok(rows.ToArray());
    }

    private static async Task<IResult> TopUsersAsync(AnalyticsCall call)
    {
        var (result, refused) = await TopAsync(call, FilterRange.Default, 10, StatisticSplit.Viewer);
        return refused ?? TypedResults.Ok(result!.Rows.Select(r => new StatsUserRow(r.Key.Id, StatisticKeyAnswer.LabelOf(r.Key), Hours(r.Figures.WatchedMs), r.Figures.Plays, r.Figures.LastAt)).ToArray()); // non-null: not refused
    }

    private static async Task<IResult> TopItemsAsync(AnalyticsCall call)
    {
        var (result, refused) = await TopAsync(call, FilterRange.Default, 10, StatisticSplit.Title);
        return refused ?? TypedResults.Ok(result!.Rows.Select(ItemOf).ToArray()); // non-null: not refused
    }

    private static async Task<IResult> ActiveUsersAsync(AnalyticsCall call)
    {
        var (result, refused) = await TopAsync(call, FilterRange.All, 5, StatisticSplit.Viewer);
        return refused ?? TypedResults.Ok(result!.Rows.Select(r => // non-null: not refused
        {
            var watched = TimeSpan.FromMilliseconds(r.Figures.WatchedMs);
            return new StatsActiveUser(StatisticKeyAnswer.LabelOf(r.Key), r.Key.Id, watched.Days, watched.Hours, watched.Minutes, watched.TotalSeconds);
        }).ToArray());
    }

    private static async Task<IResult> UsersTotalAsync(AnalyticsCall call, HouseholdCounts counts, CancellationToken cancellationToken) =>
        TypedResults.Ok(new StatsUsersTotal((await counts.ReadAsync(call.Reader.Scope, cancellationToken)).Persons));

    internal static StatsItemRow ItemOf(StatisticRow row) => new(
        row.Key.Item?.ToString(), StatisticKeyAnswer.LabelOf(row.Key), TypeOf(row.Key.Kind), row.Key.Detail, row.Key.Year, Hours(row.Figures.WatchedMs), row.Figures.Plays, row.Figures.Viewers);

    /// <summary>Of a title: a show is told by its episodes.</summary>
    private static string TypeOf(MediaKind? kind) => kind switch
    {
        MediaKind.Episode => "Series",
        MediaKind.Track => "Artist",
        MediaKind.PodcastEpisode => "Podcast",
        MediaKind.LiveTv => "Channel",
        { } other => other.ToString(),
        null => nameof(MediaKind.Other),
    };

    private static async Task<(StatisticResult? Result, IResult? Refused)> TopAsync(AnalyticsCall call, string fallback, int rows, StatisticSplit split)
    {
        await call.ReadAsync(fallback, usersArePersons: true);
        var limit = call.Query.Number("limit", rows, 1, MaxRows);
        return call.IsRefused
            ? (null, call.Refused())
            : (await call.AskAsync(new() { Filter = call.Filter.Filter, By = split, Limit = limit, WithViewers = split == StatisticSplit.Title }), null);
    }
}
