using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Reviews;

/// <summary>A review as cards. It draws what it is given, needs no live connection and leads nowhere.</summary>
public partial class ReviewStory
{
    private const int CoverCount = 5;

    [Parameter, EditorRequired]
    public ReviewWords Words { get; set; } = null!;   // non-null: required

    /// <summary>Where a title's picture is to be had; null: nowhere.</summary>
    [Parameter, EditorRequired]
    public Func<MediaItemId?, string?> Poster { get; set; } = _ => null;

    private ReviewResult Review => Words.Review;

    /// <summary>The favourites of all shelves, most watched first; episodes would repeat their show.</summary>
    private IEnumerable<StatisticKey> Covers => Review.Tops.Where(t => t.Shelf != ReviewShelf.Episodes).SelectMany(t => t.Rows)
        .OrderByDescending(r => r.Figures.WatchedMs).Select(r => r.Key).Where(k => k.Item is not null).Take(CoverCount);

    private IEnumerable<(IconName Icon, string Label, string Value, string Sub)> Facts
    {
        get
        {
            if (Review.LongestDay is { } longest)
            {
                yield return (IconName.Clock, "Longest day", Formats.Duration(longest.WatchedMs, Words.Culture), Words.Day(longest.Day));
            }

            if (Review.Binge is { } binge)
            {
                yield return (IconName.Tv, "Biggest binge", Formats.Count(binge.Plays, "episode", culture: Words.Culture), $"{ReviewWords.Name(binge.Show)}, {Formats.Duration(binge.WatchedMs, Words.Culture)} on {Words.Day(binge.Day)}");
            }

            if (Review.Streak is { Days: > 1 } streak)
            {
                yield return (IconName.Calendar, "Longest streak", Formats.Count(streak.Days, "day", culture: Words.Culture), $"{Formats.Day(streak.From, Words.Culture, Words.Today)} – {Formats.Day(streak.To, Words.Culture, Words.Today)}");
            }

            if (Words.Hour is { } hour)
            {
                yield return (IconName.Activity, "Busiest hour", hour, Words.Weekday is { } weekday ? $"and {weekday} the busiest day" : "");
            }

            if (Review.Genres.Count > 0)
            {
                yield return (IconName.Movie, "Top genre", ReviewWords.Name(Review.Genres[0].Key), Formats.Hours(Review.Genres[0].Figures.WatchedMs, Words.Culture));
            }

            if (Review.First is { } first)
            {
                yield return (IconName.Play, "It began with", Title(first.Item), Words.Moment(first));
            }

            if (Review.Last is { } last)
            {
                yield return (IconName.Stop, Review.Period.To < Words.Today ? "It ended with" : "Latest", Title(last.Item), Words.Moment(last));
            }
        }
    }

    private List<BarItem> Compared =>
    [
        new(Words.PeriodOf(Review.Period), Review.Total.WatchedMs, Formats.Hours(Review.Total.WatchedMs, Words.Culture)) { Sub = Formats.Count(Review.Total.Plays, "play", culture: Words.Culture) },
        new(Words.PeriodOf(Review.Period.Before), Review.Before.WatchedMs, Formats.Hours(Review.Before.WatchedMs, Words.Culture)) { Sub = Formats.Count(Review.Before.Plays, "play", culture: Words.Culture), Tone = "faint" },
    ];

    private string? DeviceTypes => Review.DeviceTypes.Count == 0 ? null : "mostly " + (Review.DeviceTypes[0].Key.Id switch { "tv" => "on TV", "web" => "in a browser", "mobile" => "on a phone", var other => other });

    /// <summary>The card of genres has no neighbour.</summary>
    private bool IsLeftAlone => (Review.Players.Count > 0) != (Review.People.Count > 0);

    private List<BarItem> Players => Bars(Review.Players, r => ReviewWords.Name(r.Key));

    private List<BarItem> Genres => Bars(Review.Genres, r => ReviewWords.Name(r.Key));

    private List<BarItem> People => [.. Bars(Review.People, r => r.Key.Label ?? "Not told").Select(b => b with { IsPerson = true })];

    private List<BarItem> Bars(IReadOnlyList<StatisticRow> rows, Func<StatisticRow, string> name) =>
        [.. rows.Select(r => new BarItem(name(r), r.Figures.WatchedMs, Formats.Hours(r.Figures.WatchedMs, Words.Culture)) { Sub = Formats.Count(r.Figures.Plays, "play", culture: Words.Culture) })];

    private string Detail(StatisticRow row) => string.Join(" · ", new[]
    {
        row.Key.Detail ?? (row.Key.Kind == MediaKind.Movie ? row.Key.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
        Formats.Count(row.Figures.Plays, "play", culture: Words.Culture),
    }.Where(t => !string.IsNullOrEmpty(t)));

    private static string Title(StatisticKey item) => item.Detail is { } of ? $"{of}: {ReviewWords.Name(item)}" : ReviewWords.Name(item);
}
