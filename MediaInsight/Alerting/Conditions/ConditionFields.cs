using MediaInsight.Alerting.Topics;

namespace MediaInsight.Alerting.Conditions;

/// <summary>The fields that conditions may ask for.</summary>
public static class ConditionFields
{
    public static IReadOnlyList<EventField> All { get; } = [.. EventFields.All.Where(f => f.IsCondition)];

    public static EventField? Find(string word) => EventFields.Find(word) is { IsCondition: true } field ? field : null;

    /// <summary>Those that at least one of the topics tells, in the order of the form.</summary>
    public static IEnumerable<EventField> For(IEnumerable<string> topics)
    {
        var subjects = topics.Aggregate(TopicSubjects.None, (all, t) => all | (NotificationTopics.Find(t)?.Subject ?? TopicSubjects.None));
        return All.Where(f => (f.Subjects & subjects) != 0);
    }

    /// <summary>The chosen topics that do not tell a field: a condition on it keeps them silent.</summary>
    public static IEnumerable<NotificationTopic> SilentTopics(EventField field, IEnumerable<string> topics) =>
        topics.Select(NotificationTopics.Find).OfType<NotificationTopic>().Where(t => (field.Subjects & t.Subject) == 0);
}
