using MediaInsight.Notifications;

namespace MediaInsight.Alerting.Topics;

/// <param name="Word">Of <see cref="Data.Events.EventTopics"/>.</param>
/// <param name="Name">"Play started".</param>
/// <param name="Group">Heading of the form.</param>
/// <param name="Description">One sentence: when exactly it happens.</param>
public sealed record NotificationTopic(string Word, string Name, string Group, string Description, TopicSubjects Subject, NoticeTone Tone, string TitleTemplate, string TextTemplate)
{
    /// <summary>False: nothing in the program makes it happen yet; forms leave it out.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>What a rule's number means for it; null: it has none.</summary>
    public TopicThreshold? Threshold { get; init; }

    /// <summary>Not an event of its own: found by the rules in an event of a play.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Still worth telling however old it is when the program comes back (other events: six hours).</summary>
    public bool KeepsWhenOld { get; init; }

    public IEnumerable<EventField> Parameters => EventFields.All.Where(f => (f.Subjects & Subject) != 0);
}

/// <param name="Label">"Streams at the same time, at least".</param>
/// <param name="Unit">Null: a count.</param>
public sealed record TopicThreshold(string Label, string? Unit, int Default, int Min, int Max);
