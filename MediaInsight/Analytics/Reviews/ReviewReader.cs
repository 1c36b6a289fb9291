using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Reviews;

/// <summary>Puts a review together from statistics, so that its figures are those of every other page.</summary>
public sealed class ReviewReader(StatisticReader statistics, IDbContextFactory<MediaInsightDb> factory)
{
    public const int TopCount = 5;

    /// <summary>Shows among which the day of most episodes is looked for.</summary>
    private const int BingeShows = 200;
    private const int BingeEpisodes = 2;

    private static readonly (ReviewShelf Shelf, MediaKind Kind, StatisticSplit By)[] Shelves =
    [
        (ReviewShelf.Movies, MediaKind.Movie, StatisticSplit.Title),
        (ReviewShelf.Shows, MediaKind.Episode, StatisticSplit.Title),
        (ReviewShelf.Episodes, MediaKind.Episode, StatisticSplit.Item),
        (ReviewShelf.Artists, MediaKind.Track, StatisticSplit.Title),
        (ReviewShelf.Books, MediaKind.Audiobook, StatisticSplit.Title),
        (ReviewShelf.Podcasts, MediaKind.PodcastEpisode, StatisticSplit.Title),
    ];

    /// <param name="viewer">Null: the household, of which a limited reader sees the own part.</param>
    /// <returns>Null when there is no such person for this reader.</returns>
    public async Task<ReviewResult?> ReadAsync(ViewerId? viewer, ReviewPeriod period, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        string? name = null;
        if (viewer is { } one && (name = await NameAsync(one, scope, cancellationToken)) is null)
        {
            return null;
        }

        var to = period.To > today && today >= period.From ? today : period.To;
        var filter = new AnalyticsFilter { From = period.From, To = to, Viewer = viewer };
        Task<StatisticResult> Ask(StatisticRequest request) => statistics.ReadAsync(request, zone, today, scope, cancellationToken);
        Task<StatisticResult> By(StatisticSplit split, int limit = TopCount) => Ask(new() { Filter = filter, By = split, Limit = limit });

        // Worked out side by side: none waits for another.
        var before = Ask(new() { Filter = filter with { From = period.Before.From, To = period.Before.To } });
        var (days, months, hours, weekdays) = (By(StatisticSplit.Day), Ask(new() { Filter = filter, By = StatisticSplit.Month, Then = StatisticSplit.Kind }), By(StatisticSplit.HourOfDay), By(StatisticSplit.Weekday));
        var (genres, players, types) = (By(StatisticSplit.Genre), By(StatisticSplit.Player), By(StatisticSplit.DeviceType));
        var shelves = Shelves.Select(s => Ask(new() { Filter = filter with { Kind = s.Kind }, By = s.By, Limit = TopCount })).ToList();
        var shows = statistics.PeakAsync(
            new() { Filter = filter with { Kind = MediaKind.Episode }, By = StatisticSplit.Title, Then = StatisticSplit.Day, Limit = BingeShows }, BingeEpisodes, zone, today, scope, cancellationToken);
        var last = Ask(new() { Filter = filter, By = StatisticSplit.Item, Order = StatisticMeasure.LastAt, Limit = 1 });
        var people = Ask(new() { Filter = filter with { Viewer = null }, By = StatisticSplit.Viewer, Limit = StatisticRequest.MaxLimit });
        await Task.WhenAll([before, days, months, hours, weekdays, genres, players, types, .. shelves, shows, last, people]);

        var byDay = await days;
        var total = byDay.Total;
        var everybody = await people;
        var tops = await Task.WhenAll(shelves);
        return new(
            period, viewer, name, to.DayNumber - period.From.DayNumber + 1, total, (await before).Total, byDay.Rows.Count(r => r.Figures.WatchedMs > 0),
            ReviewPeaks.LongestDay(byDay), ReviewPeaks.Binge(await shows), ReviewPeaks.Streak(byDay),
            [.. Shelves.Zip(tops, (s, r) => new ReviewTop(s.Shelf, r.Rows, r.Groups)).Where(t => t.Rows.Count > 0)],
            Named((await genres).Rows), (await months).Rows, (await hours).Rows, (await weekdays).Rows, ReviewPeaks.Most(await hours), ReviewPeaks.Most(await weekdays),
            await FirstAsync(filter, total, zone, today, scope, cancellationToken), (await last).Rows is [{ Figures.LastAt: { } ended } closing] ? new(ended, closing.Key) : null,
            Named((await players).Rows), Named((await types).Rows),
            viewer is { } person && scope.IsEverything ? ReviewPeaks.Rank(everybody, person) : null,
            viewer is null && scope.IsEverything ? [.. everybody.Rows.Take(TopCount)] : [], everybody.Rows.Count);
    }

    private static List<StatisticRow> Named(IReadOnlyList<StatisticRow> rows) => [.. rows.Where(r => !r.Key.IsUnknown)];

    /// <summary>The play that begins the period is found among those of its day.</summary>
    private async Task<ReviewMoment?> FirstAsync(AnalyticsFilter filter, StatisticFigures total, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        if (total.FirstAt is not { } first || filter.From is not { } from)
        {
            return null;
        }

        var day = SiteDays.Of(first, zone) is var began && began < from ? from : began;
        var items = await statistics.ReadAsync(
            new() { Filter = filter with { From = day, To = day }, By = StatisticSplit.Item, Limit = StatisticRequest.MaxLimit }, zone, today, scope, cancellationToken);
        return items.Rows.FirstOrDefault(r => r.Figures.FirstAt == first) is { } opening ? new(first, opening.Key) : null;
    }

    private async Task<string?> NameAsync(ViewerId viewer, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(viewer))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Viewers.AsNoTracking().Where(v => v.Id == viewer).Select(v => v.Name).FirstOrDefaultAsync(cancellationToken);
    }
}
