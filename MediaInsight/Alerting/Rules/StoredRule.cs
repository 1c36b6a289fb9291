using System.Text.Json;
using MediaInsight.Alerting.Conditions;

namespace MediaInsight.Alerting.Rules;

/// <summary>Between a rule's row and its draft.</summary>
internal static class StoredRule
{
    /// <param name="fault">What cannot be read; the draft then never sends anything.</param>
    public static RuleDraft Read(NotificationRule row, out string? fault)
    {
        fault = null;
        IReadOnlyList<string> topics = [];
        try
        {
            topics = JsonSerializer.Deserialize<List<string>>(row.Topics) ?? [];
        }
        catch (JsonException)
        {
            fault = "Its events cannot be read.";
        }

        var conditions = ConditionJson.Read(row.Conditions, out var problem);
        fault ??= problem;
        return new()
        {
            Name = row.Name,
            IsEnabled = row.IsEnabled,
            Topics = topics,
            Conditions = conditions ?? ConditionGroup.Always,
            TitleTemplate = row.TitleTemplate,
            TextTemplate = row.TextTemplate,
            Priority = row.Priority,
            CooldownMinutes = row.CooldownMinutes,
            CooldownScope = row.CooldownScope,
            Threshold = row.Threshold,
            ByAddress = row.ByAddress,
            ChannelIds = [.. row.Channels.Select(c => c.ChannelId).Order()],
        };
    }

    public static void Write(NotificationRule row, RuleDraft draft)
    {
        row.Name = Domain.Text.Clean(draft.Name, Domain.Text.MaxName) ?? row.Name;
        row.IsEnabled = draft.IsEnabled;
        row.Topics = TopicsOf(draft);
        row.Conditions = draft.Conditions.Parts.Count == 0 ? null : ConditionJson.Write(draft.Conditions);
        row.TitleTemplate = Template(draft.TitleTemplate);
        row.TextTemplate = Template(draft.TextTemplate);
        row.Priority = draft.Priority;
        row.CooldownMinutes = draft.CooldownMinutes;
        row.CooldownScope = draft.CooldownScope;
        row.Threshold = draft.Threshold;
        row.ByAddress = draft.ByAddress;
        row.Channels.RemoveAll(c => !draft.ChannelIds.Contains(c.ChannelId));
        foreach (var channel in draft.ChannelIds.Distinct().Where(id => row.Channels.TrueForAll(c => c.ChannelId != id)).ToList())
        {
            row.Channels.Add(new() { ChannelId = channel });
        }
    }

    public static string TopicsOf(RuleDraft draft) => JsonSerializer.Serialize(draft.Topics.Distinct(StringComparer.Ordinal));

    private static string? Template(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n");
}
