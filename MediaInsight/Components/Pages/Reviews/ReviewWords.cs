using System.Globalization;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Reviews;

/// <summary>A review in words: the page, the shared page and the picture say the same.</summary>
/// <param name="Zone">Of the site: moments are told in it.</param>
public sealed record ReviewWords(ReviewResult Review, CultureInfo Culture, DateOnly Today, TimeZoneInfo Zone)
{
    public string Title => Review.Name is { } name ? $"{Owner(name)} {PeriodOf(Review.Period)}" : $"Our {PeriodOf(Review.Period)}";

    public string Eyebrow => Review.Period.Year is null ? "A look back" : Review.Period.IsWholeYear && Review.Period.To <= Today ? "Year in review" : "The year so far";

    public string Time => Formats.Hours(Review.Total.WatchedMs, Culture);

    /// <summary>"= 12 days and 4 hours": null below a day.</summary>
    public string? InDays
    {
        get
        {
            var hours = Review.Total.WatchedMs / 3_600_000;
            return hours < 24 ? null : hours % 24 == 0
                ? $"That is {Formats.Count(hours / 24, "day", culture: Culture)} without a break."
                : $"That is {Formats.Count(hours / 24, "day", culture: Culture)} and {Formats.Count(hours % 24, "hour", culture: Culture)} without a break.";
        }
    }

    public string ActiveDays => $"{Formats.Count(Review.ActiveDays, Culture)} of {Formats.Count(Review.Days, Culture)}";

    public string? Weekday => Review.Weekday is { } day && DayOf(day.Id) is { } name ? Culture.DateTimeFormat.GetDayName(name) : null;

    public string? Hour => Review.Hour is { } hour && int.TryParse(hour.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? $"{At(at)} – {At((at + 1) % 24)}" : null;

    /// <summary>"24 % more than 2024".</summary>
    public string Comparison => Review.Change switch
    {
        null => $"Nothing was watched {(Review.Period.Year is { } year ? $"in the same days of {Number(year - 1)}" : "in the days before")}.",
        var change when Math.Abs(change.Value) < 0.005 => $"As much as {Earlier}.",
        >= 9 => $"{Formats.Count((long)Math.Round(Review.Change.Value + 1), Culture)} times as much as {Earlier}.",
        var change => $"{Formats.Percent(Math.Abs(change.Value), Culture)} {(change > 0 ? "more" : "less")} than {Earlier}.",
    };

    public string Earlier => Review.Period switch
    {
        { IsWholeYear: true, Year: { } year } => Number(year - 1),
        { Year: { } year } => $"in the same days of {Number(year - 1)}",
        _ => "in as many days before",
    };

    /// <summary>"2nd of 4 in the household".</summary>
    public static string Place(ReviewRank rank) => $"{Ordinal(rank.Place)} of {Number(rank.Of)} in the household";

    public string Rank(ReviewRank rank) => rank.Of < 2
        ? "Nobody else watched."
        : $"{Formats.Percent(rank.Share, Culture)} of everybody's time, more than {Formats.Percent(rank.Beaten, Culture)} of the others.";

    public string Day(DateOnly day) => day.ToString("dddd, ", Culture) + Formats.Day(day, Culture, Today);

    public string Moment(ReviewMoment moment) => Formats.When(TimeZoneInfo.ConvertTime(moment.At, Zone), Today, Culture);

    public string Month(StatisticKey month, bool isShort = true) => DateOnly.TryParseExact(month.Id, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        ? first.ToString(isShort ? "MMM" : "MMMM yyyy", Culture)
        : month.Id;

    public string Hours(StatisticKey hour) => int.TryParse(hour.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? At(at) : hour.Id;

    public string ShortDay(StatisticKey day) => DayOf(day.Id) is { } name ? Culture.DateTimeFormat.GetAbbreviatedDayName(name) : day.Id;

    public string PeriodOf(ReviewPeriod period) => period.Year is { } year
        ? Number(year)
        : $"{Formats.Day(period.From, Culture, Today)} – {Formats.Day(period.To, Culture, Today)}";

    public static string Shelf(ReviewShelf shelf) => shelf switch
    {
        ReviewShelf.Movies => "Favourite films",
        ReviewShelf.Shows => "Favourite shows",
        ReviewShelf.Episodes => "Favourite episodes",
        ReviewShelf.Artists => "Favourite artists",
        ReviewShelf.Books => "Favourite books",
        _ => "Favourite podcasts",
    };

    public static string ShelfCount(ReviewTop top) => Formats.Count(top.Groups, top.Shelf switch
    {
        ReviewShelf.Movies => "film",
        ReviewShelf.Shows => "show",
        ReviewShelf.Episodes => "episode",
        ReviewShelf.Artists => "artist",
        ReviewShelf.Books => "book",
        _ => "podcast",
    });

    public static string Name(StatisticKey key) => key.Label ?? "Untitled";

    /// <summary>"Ann's", "Klaus'".</summary>
    private static string Owner(string name) => name.EndsWith('s') ? name + "'" : name + "'s";

    private static string Ordinal(int number) => Number(number) + ((number % 100) is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    private static DayOfWeek? DayOf(string id) => Array.Find(Enum.GetValues<DayOfWeek>(), d => d.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase)) is var day && id.Length == 3 ? day : null;

    private string At(int hour) => new TimeOnly(hour, 0).ToString("t", Culture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
