using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.Newsletters;
using MediaInsight.Notifications;

namespace MediaInsight.Components.Pages.Newsletters;

/// <summary>How the pages call what newsletters are made of.</summary>
internal static class NewsletterLabels
{
    public static IReadOnlyList<Choice<NewsletterKind>> Kinds { get; } =
    [
        new(NewsletterKind.RecentlyAdded, "What is new in the libraries"),
        new(NewsletterKind.OwnerReport, "Report for the owner"),
        new(NewsletterKind.YearInReview, "Year in review"),
        new(NewsletterKind.SavedReport, "A saved report, with its CSV"),
    ];

    public static IReadOnlyList<Choice<int>> Rhythms { get; } = [new(NewsletterSchedule.Weekly, "Every week"), new(NewsletterSchedule.Monthly, "Every month")];

    public static IReadOnlyList<Choice<string>> Languages { get; } = [new("", "As the site"), new("en-GB", "English"), new("en-US", "English (US)"), new("de-DE", "Deutsch"), new("de-AT", "Deutsch (Österreich)"), new("de-CH", "Deutsch (Schweiz)")];

    public static string NameOf(NewsletterKind kind) => Kinds.Single(k => k.Value == kind).Text;

    public static IReadOnlyList<Choice<int>> Days(int every, CultureInfo culture) => every switch
    {
        NewsletterSchedule.Yearly => [.. Enumerable.Range(1, 12).Select(m => new Choice<int>(m, $"1 {culture.DateTimeFormat.GetMonthName(m)}"))],
        NewsletterSchedule.Monthly => [.. Enumerable.Range(1, 28).Select(d => new Choice<int>(d, $"Day {d.ToString(culture)}"))],
        _ => [.. Enumerable.Range(1, 7).Select(d => new Choice<int>(d % 7, culture.DateTimeFormat.GetDayName((DayOfWeek)(d % 7))))],
    };

    public static (string Text, Tone Tone) StateOf(NewsletterMail mail) => mail.State switch
    {
        DeliveryState.Dropped when mail.EndedAt is null => ("Waits for its channel", Tone.Warning),
        DeliveryState.Sent => ("Sent", Tone.Good),
        DeliveryState.Dead => ("Given up", Tone.Danger),
        DeliveryState.Dropped => ("Dropped", Tone.Neutral),
        DeliveryState.Failed => ("Tries again", Tone.Warning),
        _ => ("Waits", Tone.Neutral),
    };
}
