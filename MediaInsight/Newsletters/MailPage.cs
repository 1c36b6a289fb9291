namespace MediaInsight.Newsletters;

/// <param name="Change">Against the period before: "+12 %"; null where there is nothing to compare with.</param>
public sealed record MailFigure(string Label, string Value, string? Change = null);

/// <param name="Link">Absolute; null: none.</param>
/// <param name="Figure">Stands at the end of the line.</param>
public sealed record MailRow(string Main, string? Detail = null, string? Figure = null, string? Link = null);

public sealed record MailSection(string Title, IReadOnlyList<MailRow> Rows);

/// <summary>What a mail says, before it is written as HTML and as text.</summary>
/// <param name="Language">"en", "de".</param>
public sealed record MailPage(string Language, string Subject, string Heading, string Sub, string? Intro, IReadOnlyList<MailFigure> Figures, IReadOnlyList<MailSection> Sections)
{
    /// <summary>Comes with it.</summary>
    public Notifications.NoticeFile? File { get; init; }
}
