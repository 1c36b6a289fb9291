using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Reviews;

/// <summary>A day that stands out.</summary>
public sealed record ReviewDay(DateOnly Day, long Plays, long WatchedMs);

/// <summary>The most watched of one show on one day.</summary>
public sealed record ReviewBinge(DateOnly Day, StatisticKey Show, long Plays, long WatchedMs);

/// <summary>Days in a row on which something was watched.</summary>
public sealed record ReviewStreak(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>A play that opened or closed the period.</summary>
/// <param name="At">When it began, or ended.</param>
public sealed record ReviewMoment(DateTimeOffset At, StatisticKey Item);

/// <summary>Where a person stands in the household by watch time.</summary>
/// <param name="Place">1 is who watched most.</param>
/// <param name="Of">Persons who watched anything.</param>
/// <param name="Beaten">Share of the others who watched less, 0–1.</param>
/// <param name="Share">Of the household's watch time, 0–1.</param>
public sealed record ReviewRank(int Place, int Of, double Beaten, double Share);

/// <summary>What was watched most of one kind.</summary>
/// <param name="Groups">How many there are altogether.</param>
public sealed record ReviewTop(ReviewShelf Shelf, IReadOnlyList<StatisticRow> Rows, int Groups);

public enum ReviewShelf
{
    Movies,
    Shows,
    Episodes,
    Artists,
    Books,
    Podcasts,
}

/// <summary>A look back on a stretch of days: of one person, or of everybody.</summary>
/// <param name="Viewer">Null: the household.</param>
/// <param name="Name">Of the person; null for the household.</param>
/// <param name="Days">Of the period, without those that are still to come.</param>
/// <param name="Before">Of the days it is compared with.</param>
/// <param name="Months">Every month that the period touches.</param>
/// <param name="Hour">The hour of the day with most watch time, 0–23; null when nothing was watched.</param>
/// <param name="Weekday">mon–sun.</param>
/// <param name="Rank">Null for the household, and for readers who may not compare.</param>
/// <param name="People">Of a household, by watch time.</param>
/// <param name="Pictures">Titles that are shown, and no other.</param>
public sealed record ReviewResult(
    ReviewPeriod Period, ViewerId? Viewer, string? Name, int Days, StatisticFigures Total, StatisticFigures Before, int ActiveDays,
    ReviewDay? LongestDay, ReviewBinge? Binge, ReviewStreak? Streak, IReadOnlyList<ReviewTop> Tops, IReadOnlyList<StatisticRow> Genres,
    IReadOnlyList<StatisticRow> Months, IReadOnlyList<StatisticRow> Hours, IReadOnlyList<StatisticRow> Weekdays, StatisticKey? Hour, StatisticKey? Weekday,
    ReviewMoment? First, ReviewMoment? Last, IReadOnlyList<StatisticRow> Players, IReadOnlyList<StatisticRow> DeviceTypes, ReviewRank? Rank,
    IReadOnlyList<StatisticRow> People, int PeopleCount)
{
    public bool IsHousehold => Name is null;

    public bool IsEmpty => Total.IsEmpty;

    /// <summary>0–1; null when no decision was told.</summary>
    public double? DirectPlay => Total.DirectPlays + Total.DirectStreams + Total.Transcodes is > 0 and var told ? (double)Total.DirectPlays / told : null;

    /// <summary>Watch time against the days before: 0.25 is a quarter more; null when nothing was watched then.</summary>
    public double? Change => Before.WatchedMs > 0 ? ((double)Total.WatchedMs / Before.WatchedMs) - 1 : null;

    public IReadOnlySet<MediaItemId> Pictures => Tops.SelectMany(t => t.Rows).Select(r => r.Key.Item)
        .Concat([Binge?.Show.Item, First?.Item.Item, Last?.Item.Item]).OfType<MediaItemId>().ToHashSet();
}
