using MediaInsight.Domain;

namespace MediaInsight.Notifications;

/// <summary>How it is meant: decides the colour.</summary>
public enum NoticeTone
{
    Info = 0,
    Good = 1,
    Warning = 2,
    Danger = 3,
}

/// <summary>In the order of urgency; urgent ones are sent during quiet hours too. The numbers are stored.</summary>
public enum NoticePriority
{
    Low = 0,
    Normal = 1,
    High = 2,
    Urgent = 3,
}

/// <param name="IsShort">May stand beside another.</param>
public sealed record NoticeField(string Name, string Value, bool IsShort = true);

/// <summary>Something to keep that comes with a message; e-mail only.</summary>
/// <param name="Name">Plain letters, digits, dashes and a dot.</param>
/// <param name="MediaType">"text/csv".</param>
public sealed record NoticeFile(string Name, string MediaType, string Content);

/// <summary>One message, written and ready, whatever channel it goes to. Stored with its delivery.</summary>
public sealed record Notice
{
    /// <summary>A word of <see cref="Data.Events.EventTopics"/>, or "test", "newsletter".</summary>
    public required string Topic { get; init; }
    public required string Title { get; init; }

    /// <summary>Plain text, lines parted by \n.</summary>
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public NoticeTone Tone { get; init; }
    public NoticePriority Priority { get; init; } = NoticePriority.Normal;

    /// <summary>The page it is about, absolute; null where the site's address is not configured.</summary>
    public string? Url { get; init; }
    public string? ImageUrl { get; init; }
    public IReadOnlyList<NoticeField> Fields { get; init; } = [];

    /// <summary>A whole page for e-mail; null: made of the text.</summary>
    public string? Html { get; init; }

    /// <summary>Every parameter of the event by name, for free templates and scripts.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Whom it speaks of, so that it goes when they want to be forgotten; null: nobody, or several.</summary>
    public ViewerId? Viewer { get; init; }

    /// <summary>Only to this address instead of the channel's recipients (newsletters); e-mail only.</summary>
    public string? Recipient { get; init; }

    public NoticeFile? File { get; init; }

    /// <summary>Recipients that have it already while others still wait for theirs; written by the delivery, so that no restart sends them a second one.</summary>
    public IReadOnlyList<string> Had { get; init; } = [];
}
