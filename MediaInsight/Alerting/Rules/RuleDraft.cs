using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Templates;
using MediaInsight.Alerting.Topics;
using MediaInsight.Domain;
using MediaInsight.Notifications;

namespace MediaInsight.Alerting.Rules;

/// <summary>What is wrong with one field of a draft.</summary>
/// <param name="Field">Name of the draft's property.</param>
/// <param name="Message">A whole sentence.</param>
public sealed record RuleProblem(string Field, string Message);

/// <summary>A rule as a form holds it, before it is stored or while it is tried.</summary>
public sealed record RuleDraft
{
    public const int MaxCooldownMinutes = 43_200;

    public string Name { get; init; } = "";
    public bool IsEnabled { get; init; } = true;

    /// <summary>Words of <see cref="NotificationTopics"/>.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
    public ConditionGroup Conditions { get; init; } = ConditionGroup.Always;

    /// <summary>Null or blank: the topic's own words.</summary>
    public string? TitleTemplate { get; init; }
    public string? TextTemplate { get; init; }
    public NoticePriority Priority { get; init; } = NoticePriority.Normal;

    /// <summary>0: every time.</summary>
    public int CooldownMinutes { get; init; }
    public RuleCooldownScope CooldownScope { get; init; }

    /// <summary>Null: each topic's default (<see cref="TopicThreshold"/>).</summary>
    public int? Threshold { get; init; }

    /// <summary>Of concurrent streams: count those from one address once.</summary>
    public bool ByAddress { get; init; }
    public IReadOnlyList<int> ChannelIds { get; init; } = [];

    /// <summary>All that is wrong, except with the channels, which the database knows.</summary>
    public IEnumerable<RuleProblem> Problems()
    {
        if (Text.Clean(Name, Text.MaxName) is null)
        {
            yield return new(nameof(Name), "Give the rule a name.");
        }

        if (Topics.Count == 0)
        {
            yield return new(nameof(Topics), "Choose at least one event.");
        }
        else if (Topics.Any(t => NotificationTopics.Find(t) is not { IsOffered: true }))
        {
            yield return new(nameof(Topics), "One of the events is not known.");
        }

        foreach (var problem in RuleConditions.Problems(Conditions, [.. Topics]))
        {
            yield return new(nameof(Conditions), problem);
        }

        if (ConditionJson.Write(Conditions).Length > NotificationRule.MaxConditions)
        {
            yield return new(nameof(Conditions), $"The conditions are longer than {NotificationRule.MaxConditions} characters.");
        }

        foreach (var (field, template) in new[] { (nameof(TitleTemplate), TitleTemplate), (nameof(TextTemplate), TextTemplate) })
        {
            foreach (var problem in MessageTemplates.Problems(template ?? "", [.. Topics]))
            {
                yield return new(field, problem);
            }
        }

        if (!Enum.IsDefined(Priority))
        {
            yield return new(nameof(Priority), "The priority is not known.");
        }

        if (CooldownMinutes is < 0 or > MaxCooldownMinutes)
        {
            yield return new(nameof(CooldownMinutes), $"The pause between messages is between 0 (none) and {MaxCooldownMinutes} minutes (30 days).");
        }

        if (!Enum.IsDefined(CooldownScope))
        {
            yield return new(nameof(CooldownScope), "What the pause is counted for is not known.");
        }

        if (Threshold is { } number)
        {
            foreach (var limit in Topics.Select(NotificationTopics.Find).Select(t => t?.Threshold).OfType<TopicThreshold>().Where(l => number < l.Min || number > l.Max).Take(1))
            {
                yield return new(nameof(Threshold), $"“{limit.Label}” is between {limit.Min} and {limit.Max}.");
            }
        }

        if (ChannelIds.Count == 0)
        {
            yield return new(nameof(ChannelIds), "Choose at least one channel.");
        }
    }

    /// <summary>What a rule listens to that does this.</summary>
    public int ThresholdOf(NotificationTopic topic) => topic.Threshold is { } limit ? Math.Clamp(Threshold ?? limit.Default, limit.Min, limit.Max) : 0;
}
