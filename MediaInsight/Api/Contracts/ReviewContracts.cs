using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Api.Contracts;

public sealed record ReviewDayAnswer(DateOnly Day, long Plays, double WatchedSeconds);

public sealed record ReviewBingeAnswer(DateOnly Day, StatisticKeyAnswer Show, long Plays, double WatchedSeconds);

public sealed record ReviewStreakAnswer(DateOnly From, DateOnly To, int Days);

/// <param name="At">When it began, or ended.</param>
public sealed record ReviewMomentAnswer(DateTimeOffset At, StatisticKeyAnswer Item);

/// <param name="Place">1 is who watched most.</param>
/// <param name="Of">Persons who watched anything.</param>
/// <param name="Beaten">Share of the others who watched less, 0–1.</param>
/// <param name="Share">Of the household's watch time, 0–1.</param>
public sealed record ReviewRankAnswer(int Place, int Of, double Beaten, double Share);

/// <param name="Shelf">movies, shows, episodes, artists, books or podcasts.</param>
/// <param name="Groups">How many there are altogether.</param>
public sealed record ReviewTopAnswer(string Shelf, IReadOnlyList<StatisticRowAnswer> Rows, int Groups);

/// <summary>The same days a year earlier, or as many right before.</summary>
/// <param name="Change">Of the watch time against them: 0.25 is a quarter more; null when nothing was watched then.</param>
public sealed record ReviewBeforeAnswer(DateOnly From, DateOnly To, StatisticFiguresAnswer Figures, double? Change);

/// <summary>A look back on a stretch of days: of one person, or of everybody. Null: there is none.</summary>
/// <param name="Days">Of the period, without those that are still to come.</param>
/// <param name="ViewerId">Null: the household.</param>
/// <param name="ActiveDays">On which anything was watched.</param>
/// <param name="Hour">Of the day with most watch time, 0–23.</param>
/// <param name="Weekday">mon–sun.</param>
/// <param name="DirectPlayRate">0–1, of plays whose decision is told.</param>
/// <param name="Rank">Null for the household, and for readers who may not compare.</param>
/// <param name="People">Of a household, by watch time.</param>
public sealed record ReviewAnswer(
    DateOnly From, DateOnly To, int Days, string TimeZone, string? ViewerId, string? ViewerName, StatisticFiguresAnswer Total, ReviewBeforeAnswer Before, int ActiveDays,
    ReviewDayAnswer? LongestDay, ReviewBingeAnswer? Binge, ReviewStreakAnswer? Streak, ReviewMomentAnswer? First, ReviewMomentAnswer? Last, string? Hour, string? Weekday, double? DirectPlayRate,
    IReadOnlyList<ReviewTopAnswer> Tops, IReadOnlyList<StatisticRowAnswer> Genres, IReadOnlyList<StatisticRowAnswer> Months, IReadOnlyList<StatisticRowAnswer> Hours,
    IReadOnlyList<StatisticRowAnswer> Weekdays, IReadOnlyList<StatisticRowAnswer> Players, IReadOnlyList<StatisticRowAnswer> DeviceTypes, ReviewRankAnswer? Rank,
    IReadOnlyList<StatisticRowAnswer> People, int PeopleCount)
{
    internal static ReviewAnswer Of(ReviewResult r, TimeZoneInfo zone) => new(
        r.Period.From, r.Period.To, r.Days, zone.Id, r.Viewer?.ToString(), r.Name, StatisticFiguresAnswer.Of(r.Total),
        new(r.Period.Before.From, r.Period.Before.To, StatisticFiguresAnswer.Of(r.Before), Round(r.Change)), r.ActiveDays,
        r.LongestDay is { } day ? new(day.Day, day.Plays, day.WatchedMs / 1000.0) : null,
        r.Binge is { } binge ? new(binge.Day, StatisticKeyAnswer.Of(binge.Show), binge.Plays, binge.WatchedMs / 1000.0) : null,
        r.Streak is { } streak ? new(streak.From, streak.To, streak.Days) : null, Of(r.First), Of(r.Last), r.Hour?.Id, r.Weekday?.Id, Round(r.DirectPlay),
        [.. r.Tops.Select(t => new ReviewTopAnswer(t.Shelf.ToString().ToLowerInvariant(), Of(t.Rows), t.Groups))],
        Of(r.Genres), Of(r.Months), Of(r.Hours), Of(r.Weekdays), Of(r.Players), Of(r.DeviceTypes),
        r.Rank is { } rank ? new(rank.Place, rank.Of, Math.Round(rank.Beaten, 4), Math.Round(rank.Share, 4)) : null, Of(r.People), r.PeopleCount);

    private static ReviewMomentAnswer? Of(ReviewMoment? moment) => moment is null ? null : new(moment.At, StatisticKeyAnswer.Of(moment.Item));

    // What rows are broken down by is the pages' affair.
    private static List<StatisticRowAnswer> Of(IReadOnlyList<StatisticRow> rows) => [.. rows.Select(r => StatisticRowAnswer.Of(r with { Parts = [] }))];

    private static double? Round(double? share) => share is { } told ? Math.Round(told, 4) : null;
}
