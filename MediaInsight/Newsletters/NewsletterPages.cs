using System.Globalization;
using System.Text.Json;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;

namespace MediaInsight.Newsletters;

/// <summary>Writes what an issue of a newsletter says.</summary>
public sealed class NewsletterPages(Arrivals arrivals, ReportProblems problems, StatisticReader statistics, ReviewReader reviews, ReportAnswers reports, SettingsStore settings)
{
    private const int MaxRows = 40;
    private const int Top = 5;

    private static readonly MediaKind[] Order = [MediaKind.Movie, MediaKind.Episode, MediaKind.Track, MediaKind.MusicVideo, MediaKind.Audiobook, MediaKind.PodcastEpisode];

    /// <summary>The culture its numbers, dates and words are written in.</summary>
    public CultureInfo CultureOf(Newsletter newsletter) => Cultures.Find(newsletter.Culture ?? settings.Get<SiteSettings>().Culture);

    /// <summary>Null: there is nothing to tell.</summary>
    public async Task<MailPage?> WriteAsync(Newsletter newsletter, ViewerId? person, IssueTime issue, CancellationToken cancellationToken)
    {
        var culture = CultureOf(newsletter);
        var words = NewsletterWords.For(culture);
        return newsletter.Kind switch
        {
            NewsletterKind.RecentlyAdded => await ArrivedAsync(newsletter, issue, words, culture, cancellationToken),
            NewsletterKind.OwnerReport => await ReportAsync(newsletter, issue, words, culture, cancellationToken),
            NewsletterKind.YearInReview => await ReviewAsync(newsletter, person, issue, words, culture, cancellationToken),
            NewsletterKind.SavedReport => newsletter.ReportId is { } id && await reports.ReadAsync(id, issue.At, cancellationToken) is { Result.Total.IsEmpty: false } answer ? ReportMails.Of(answer, newsletter, words, culture) : null,
            _ => null,
        };
    }

    public static IReadOnlyList<LibraryId> Libraries(Newsletter newsletter)
    {
        try
        {
            return newsletter.Libraries is { } json ? [.. (JsonSerializer.Deserialize<List<int>>(json) ?? []).Select(l => new LibraryId(l))] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private async Task<MailPage?> ArrivedAsync(Newsletter newsletter, IssueTime issue, NewsletterWords words, CultureInfo culture, CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        var (from, to) = NewsletterSchedule.PeriodSinceSent(newsletter, issue.Day, zone);
        var came = await arrivals.ReadAsync(SiteDays.Start(from, zone), SiteDays.Start(issue.Day, zone), Libraries(newsletter), cancellationToken);
        if (came.Count == 0)
        {
            return null;
        }

        var sections = came.GroupBy(a => Array.IndexOf(Order, a.Kind) is var at && at < 0 ? MediaKind.Other : a.Kind)
            .OrderBy(g => g.Key == MediaKind.Other ? int.MaxValue : Array.IndexOf(Order, g.Key))
            .Select(g => new MailSection($"{words.Heading(g.Key)} ({g.Count().ToString("N0", culture)})", Rows([.. g], words, culture))).ToList();
        var range = words.Range(from, to, culture);
        return new(words.Language, $"{words.NewOn}: {string.Join(", ", sections.Take(3).Select(s => s.Title))}", newsletter.Name, $"{words.NewOn} · {range}", newsletter.Intro, [], sections);
    }

    private List<MailRow> Rows(IReadOnlyList<Arrival> came, NewsletterWords words, CultureInfo culture)
    {
        var rows = came.Take(MaxRows).Select(a => new MailRow(a.Kind == MediaKind.Movie && a.Year is { } year ? $"{a.Title} ({year})" : a.Title, Detail(a, words, culture), null, Link($"items/{a.Newest}"))).ToList();
        if (came.Count > MaxRows)
        {
            rows.Add(new(string.Format(culture, words.AndMore, (came.Count - MaxRows).ToString("N0", culture))));
        }

        return rows;
    }

    private static string? Detail(Arrival arrival, NewsletterWords words, CultureInfo culture)
    {
        var count = arrival.Count.ToString("N0", culture);
        return arrival.Kind switch
        {
            MediaKind.Episode => string.Join(" · ", Seasons(arrival.Seasons, words, culture).Append(arrival.Count == 1 ? words.OneEpisode : string.Format(culture, words.ManyEpisodes, count))),
            MediaKind.PodcastEpisode => arrival.Count == 1 ? words.OneEpisode : string.Format(culture, words.ManyEpisodes, count),
            MediaKind.Track => string.Join(" · ", new[] { arrival.By, arrival.Count > 1 ? string.Format(culture, words.ManyTracks, count) : null }.OfType<string>()) is { Length: > 0 } told ? told : null,
            _ => arrival.By,
        };
    }

    private static IEnumerable<string> Seasons(IReadOnlyList<int> seasons, NewsletterWords words, CultureInfo culture) =>
        seasons.Count > 4 ? [] : seasons.Select(s => s == 0 ? words.Specials : string.Format(culture, words.Season, s));

    private async Task<MailPage> ReportAsync(Newsletter newsletter, IssueTime issue, NewsletterWords words, CultureInfo culture, CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        var (from, to) = NewsletterSchedule.Period(newsletter, issue.Day);
        var (earlier, before) = (NewsletterSchedule.Period(newsletter, from).From, from.AddDays(-1));
        Task<StatisticResult> Ask(DateOnly first, DateOnly last, StatisticSplit by, int limit) =>
            statistics.ReadAsync(new() { Filter = new() { From = first, To = last }, By = by, Limit = limit }, zone, issue.Day, ReadScope.Everything, cancellationToken);

        var people = await Ask(from, to, StatisticSplit.Viewer, StatisticRequest.MaxLimit);
        var titles = await Ask(from, to, StatisticSplit.Title, Top);
        var then = await Ask(earlier, before, StatisticSplit.Viewer, StatisticRequest.MaxLimit);
        var (start, end) = (SiteDays.Start(from, zone), SiteDays.Start(issue.Day, zone));
        var grown = await arrivals.GrowthAsync(start, end, cancellationToken);
        var wrong = await problems.ReadAsync(start, end, words, cancellationToken);
        var (now, past) = (people.Total, then.Total);
        string N(long value) => value.ToString("N0", culture);
        string? Against(long value, long old) => NewsletterWords.Change(value, old, culture);

        List<MailFigure> figures =
        [
            new(words.Plays, N(now.Plays), Against(now.Plays, past.Plays)),
            new(words.WatchTime, words.Duration(now.WatchedMs, culture), Against(now.WatchedMs, past.WatchedMs)),
            new(words.ActivePeople, N(Active(people)), Against(Active(people), Active(then))),
            new(words.Transcodes, N(now.Transcodes), Against(now.Transcodes, past.Transcodes)),
            new(words.NewTitles, N(grown.Added)),
            new(words.Growth, NewsletterWords.Bytes(grown.Bytes, culture), grown.Removed > 0 ? $"{words.RemovedTitles}: {N(grown.Removed)}" : null),
        ];
        List<MailSection> sections =
        [
            new(words.TopTitles, [.. titles.Rows.Where(r => r.Figures.WatchedMs > 0 && !r.Key.IsOthers).Select(r => new MailRow(r.Key.Label ?? "?", r.Key.Detail, words.Duration(r.Figures.WatchedMs, culture), r.Key.Item is { } item ? Link($"items/{item}") : null))]),
            new(words.TopPeople, [.. people.Rows.Where(r => r.Figures.WatchedMs > 0 && !r.Key.IsOthers).Take(Top).Select(r => new MailRow(r.Key.Label ?? "?", null, words.Duration(r.Figures.WatchedMs, culture), r.Key.Viewer is { } viewer ? Link($"viewers/{viewer}") : null))]),
            new(words.Problems, wrong.Count > 0 ? [.. wrong.Select(p => new MailRow(p.Word, null, N(p.Count)))] : [new(words.NoProblems)]),
        ];
        var name = newsletter.EveryDays == NewsletterSchedule.Monthly ? words.MonthlyReport : words.WeeklyReport;
        var range = words.Range(from, to, culture);
        return new(words.Language, $"{name}, {range}", newsletter.Name, $"{name} · {range}", newsletter.Intro, figures, [.. sections.Where(s => s.Rows.Count > 0)]);
    }

    private async Task<MailPage?> ReviewAsync(Newsletter newsletter, ViewerId? person, IssueTime issue, NewsletterWords words, CultureInfo culture, CancellationToken cancellationToken)
    {
        // In the first half of a year people look back on the one that is over.
        var period = ReviewPeriod.OfYear(issue.Day.Month <= 6 ? issue.Day.Year - 1 : issue.Day.Year, issue.Day);
        var scope = person is { } one ? ReadScope.Only(one) : ReadScope.Everything;
        if (await reviews.ReadAsync(person, period, settings.Get<SiteSettings>().Zone(), issue.Day, scope, cancellationToken) is not { IsEmpty: false } review)
        {
            return null;
        }

        var year = period.From.Year.ToString(CultureInfo.InvariantCulture);
        string Time(long ms) => words.Duration(ms, culture);
        List<MailFigure> figures =
        [
            new(words.WatchTime, Time(review.Total.WatchedMs), review.Change is { } change ? string.Create(culture, $"{change:+0 %;−0 %;±0 %}") : null),
            new(words.Plays, review.Total.Plays.ToString("N0", culture)),
            new(words.ActiveDays, review.ActiveDays.ToString("N0", culture)),
        ];
        List<MailRow> moments = [];
        if (review.LongestDay is { } longest)
        {
            moments.Add(new(words.LongestDay, longest.Day.ToString(words.DayFormat, culture), Time(longest.WatchedMs)));
        }

        if (review.Streak is { Days: > 1 } streak)
        {
            moments.Add(new(words.Streak, words.Range(streak.From, streak.To, culture), string.Format(culture, words.Days, streak.Days)));
        }

        if (review.Binge is { } binge)
        {
            moments.Add(new(words.Binge, $"{binge.Show.Label} · {binge.Day.ToString(words.DayFormat, culture)}", string.Format(culture, words.ManyEpisodes, binge.Plays)));
        }

        if (review.Hour is { } hour)
        {
            moments.Add(new(words.BusiestHour, null, $"{hour.Id}:00"));
        }

        if (review.Weekday is { } weekday && Weekdays.IndexOf(weekday.Id) is >= 0 and var day)
        {
            moments.Add(new(words.BusiestWeekday, null, culture.DateTimeFormat.GetDayName((DayOfWeek)day)));
        }

        List<MailSection> sections =
        [
            .. review.Tops.Select(t => new MailSection(words.Heading(t.Shelf), [.. t.Rows.Where(r => !r.Key.IsOthers).Select(r => new MailRow(r.Key.Label ?? "?", r.Key.Detail, Time(r.Figures.WatchedMs)))])),
            new(words.Genres, [.. review.Genres.Where(g => g.Key.Label is not null && !g.Key.IsOthers).Select(g => new MailRow(g.Key.Label ?? "?", null, Time(g.Figures.WatchedMs)))]),
            new(words.Moments, moments),
        ];
        var heading = review.Name is { } name ? string.Format(culture, words.YearOf, name, year) : string.Format(culture, words.YearOfHousehold, year);
        return new(words.Language, heading, heading, words.Range(period.From, period.To, culture), newsletter.Intro, figures, [.. sections.Where(s => s.Rows.Count > 0)]);
    }

    private static readonly List<string> Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static int Active(StatisticResult people) => people.Rows.Count(r => r.Figures.WatchedMs > 0);

    private string? Link(string page) => settings.Get<SiteSettings>().Base() is { } site ? new Uri(site, page).AbsoluteUri : null;
}
