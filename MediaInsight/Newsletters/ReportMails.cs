using System.Globalization;
using System.Text;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Notifications;
using MediaInsight.Platform.Csv;

namespace MediaInsight.Newsletters;

/// <summary>A saved report as a mail: its rows as a table, and all their figures as a file for spreadsheets.</summary>
internal static class ReportMails
{
    private const int Parts = 3;
    private const char Mark = '\uFEFF';

    public static MailPage Of(ReportAnswer answer, Newsletter newsletter, NewsletterWords words, CultureInfo culture)
    {
        var (report, result, measure) = (answer.Report, answer.Result, answer.Question.Measure);
        var range = result is { From: { } from, To: { } to } ? words.Range(from, to, culture) : answer.Today.ToString(words.DayFormat + " yyyy", culture);
        string N(long value) => value.ToString("N0", culture);
        List<MailFigure> figures =
        [
            new(words.Plays, N(result.Total.Plays)), new(words.WatchTime, words.Duration(result.Total.WatchedMs, culture)), .. result.Total.Viewers is { } people ? [new MailFigure(words.ActivePeople, N(people))] : Array.Empty<MailFigure>(),
        ];
        var rows = result.Rows.Select(r => new MailRow(Name(r.Key, words), r.Key.Detail ?? Largest(r, result.Parts, measure, words, culture), Written(measure, r.Figures, words, culture))).ToList();
        return new(words.Language, $"{report.Name}, {range}", newsletter.Name, $"{report.Name} · {range}", newsletter.Intro, figures, [new(report.Name, rows)])
        {
            File = new($"{Plain(report.Name)}-{answer.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv", "text/csv", Csv(result)),
        };
    }

    private static string Name(StatisticKey key, NewsletterWords words) => key.IsOthers ? words.Other : key.Label ?? (key.IsUnknown ? "?" : key.Id);

    private static string? Largest(StatisticRow row, IReadOnlyList<StatisticKey> parts, StatisticMeasure measure, NewsletterWords words, CultureInfo culture) =>
        string.Join(" · ", parts.Zip(row.Parts).Where(p => !p.Second.IsEmpty).OrderByDescending(p => measure.ValueOf(p.Second)).Take(Parts).Select(p => $"{Name(p.First, words)}: {Written(measure, p.Second, words, culture)}")) is { Length: > 0 } told ? told : null;

    private static string Written(StatisticMeasure measure, StatisticFigures figures, NewsletterWords words, CultureInfo culture) => measure switch
    {
        StatisticMeasure.WatchTime => words.Duration(figures.WatchedMs, culture),
        StatisticMeasure.Bytes => NewsletterWords.Bytes(figures.Bytes, culture),
        _ => measure.ValueOf(figures).ToString("N0", culture),
    };

    /// <summary>The columns of the same question asked of the API.</summary>
    private static string Csv(StatisticResult result)
    {
        var text = new StringBuilder().Append(Mark);
        var isTwice = result.Parts.Count > 0;
        CsvRows.Append(text, ["id", "label", "detail", .. isTwice ? ["part_id", "part"] : Array.Empty<object?>(), "plays", "watched_seconds", "bytes_estimate", "direct_plays", "direct_streams", "transcodes", "completed"]);
        foreach (var row in result.Rows)
        {
            foreach (var (part, figures) in isTwice ? result.Parts.Zip(row.Parts).Select(p => ((StatisticKey?)p.First, p.Second)).Where(p => !p.Second.IsEmpty) : [(null, row.Figures)])
            {
                CsvRows.Append(text,
                [
                    row.Key.Id, row.Key.Label, row.Key.Detail, .. isTwice ? [part?.Id, part?.Label] : Array.Empty<object?>(),
                    figures.Plays, figures.WatchedMs / 1000.0, figures.Bytes, figures.DirectPlays, figures.DirectStreams, figures.Transcodes, figures.Completed,
                ]);
            }
        }

        return text.ToString();
    }

    private static string Plain(string name) => string.Concat(name.Take(60).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-') is { Length: > 0 } plain ? plain : "report";
}
