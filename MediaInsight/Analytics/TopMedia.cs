using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics;

/// <summary>A film, a show, an artist, a book, a podcast, a channel.</summary>
/// <param name="Kind">Of what was played: <see cref="MediaKind.Episode"/> for a show, <see cref="MediaKind.Track"/> for an artist.</param>
/// <param name="By">Author of a book.</param>
/// <param name="Year">Of a film.</param>
/// <param name="Titles">How many different titles of it were played: episodes, tracks.</param>
/// <param name="ItemId">One of its titles, for the picture.</param>
public sealed record TopTitle(
    MediaKind Kind, string Title, string? By, int? Year, long Titles, long Plays, long WatchedMs, MediaItemId ItemId, DateTimeOffset LastPlayedAt)
{
    /// <summary>The title itself: of an episode its show, where a library lists it; null when there is no such row.</summary>
    public MediaItemId? ShownId { get; init; }
}

/// <summary>
/// What was watched most. Films, books and music videos stand for themselves, episodes are summed by show, tracks by
/// artist, podcast episodes by podcast, live television by channel. The same name (films: and year) on several
/// servers is one title.
/// </summary>
public sealed class TopMedia(StatisticReader statistics)
{
    public const int MaxLimit = 500;

    /// <param name="limit">1–<see cref="MaxLimit"/>.</param>
    public async Task<IReadOnlyList<TopTitle>> ReadAsync(
        AnalyticsFilter filter, TopBy by, int limit, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var result = await statistics.ReadAsync(
            new() { Filter = filter, By = StatisticSplit.Title, Order = by.Measure(), Limit = Math.Clamp(limit, 1, MaxLimit), WithTitles = true }, zone, default, scope, cancellationToken);

        // Rows of titles have a kind, a name and a title that was played.
        return [.. result.Rows.Select(r => new TopTitle(
            r.Key.Kind!.Value, r.Key.Label!, r.Key.Detail, r.Key.Year, r.Figures.Titles ?? 0, r.Figures.Plays, r.Figures.WatchedMs, r.Key.Item!.Value, r.Figures.LastAt!.Value)
        {
            ShownId = r.Key.Page,
        })];
    }
}
