using System.Globalization;
using MediaInsight.Alerting;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Alerting.Topics;
using MediaInsight.Components.Ui;
using MediaInsight.Notifications;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>A rule in sentences.</summary>
public static class RuleWords
{
    public static readonly IReadOnlyList<Choice<NoticePriority>> Priorities =
        [new(NoticePriority.Low, "Low"), new(NoticePriority.Normal, "Normal"), new(NoticePriority.High, "High"), new(NoticePriority.Urgent, "Urgent (also in quiet hours)")];

    public static readonly IReadOnlyList<Choice<RuleCooldownScope>> Scopes =
        [new(RuleCooldownScope.Rule, "the whole rule"), new(RuleCooldownScope.Viewer, "each person"), new(RuleCooldownScope.Title, "each title"), new(RuleCooldownScope.Server, "each server")];

    public static string Topic(string word) => NotificationTopics.Find(word)?.Name ?? word;

    /// <summary>A name for a rule that has none yet; empty without topics.</summary>
    public static string NameOf(IReadOnlyList<string> topics) => topics.Count > 3 ? $"{Topic(topics[0])} and {topics.Count - 1} more" : string.Join(", ", topics.Select(Topic));

    /// <summary>Every field that the conditions ask for.</summary>
    public static IEnumerable<string> Fields(ConditionNode node) => node switch
    {
        ConditionGroup group => group.Parts.SelectMany(Fields),
        ConditionLeaf leaf => [leaf.Field],
        _ => [],
    };

    /// <summary>"Person is Anna, and (Network is Remote or Bitrate sent is more than 20 Mbit/s)"; null: always.</summary>
    public static string? Sentence(ConditionGroup group, RuleChoices choices) => group.Parts.Count == 0 ? null : Join(group, choices, isOutermost: true);

    /// <summary>"At most once in 30 min for each person"; null: every time.</summary>
    public static string? Pause(RuleDraft draft, CultureInfo culture) => draft.CooldownMinutes == 0 ? null
        : $"At most once in {Formats.Duration(draft.CooldownMinutes * 60_000L, culture)}" + (draft.CooldownScope == RuleCooldownScope.Rule ? "" : $" for {Scopes.First(s => s.Value == draft.CooldownScope).Text}");

    private static string Join(ConditionGroup group, RuleChoices choices, bool isOutermost)
    {
        var parts = group.Parts.Select(p => p is ConditionGroup inner ? inner.Parts.Count == 0 ? null : Join(inner, choices, isOutermost: false) : Leaf((ConditionLeaf)p, choices)).OfType<string>().ToList();
        var joined = string.Join(group.IsAll ? " and " : " or ", parts);
        return isOutermost || parts.Count < 2 ? joined : $"({joined})";
    }

    private static string Leaf(ConditionLeaf leaf, RuleChoices choices)
    {
        if (EventFields.Find(leaf.Field) is not { } field || ConditionOperators.Find(field.Type, leaf.Operator) is not { } comparison)
        {
            return $"{leaf.Field} {leaf.Operator} {string.Join(", ", leaf.Values)}";
        }

        var values = leaf.Values.Select(v => field.Source == ChoiceSource.None ? field.Unit is { } unit ? $"{v} {unit}" : v : choices.Label(field, v));
        return comparison.Takes == ConditionValues.None ? $"{field.Label} {comparison.Label}" : $"{field.Label} {comparison.Label} {string.Join(comparison.Takes == ConditionValues.Two ? " and " : " or ", values)}";
    }
}
