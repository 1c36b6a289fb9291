using MediaInsight.Domain;

namespace MediaInsight.Alerting.Alerts;

/// <summary>What a person or the API enters for an alert rule.</summary>
/// <param name="Id">Null: a new one.</param>
/// <param name="Threshold">Null: the condition's default.</param>
/// <param name="ChannelId">Null: recorded and shown only.</param>
public sealed record AlertDraft(
    int? Id, string? Name, string? ConditionType, double? Threshold, int CooldownMinutes = AlertDraft.DefaultCooldown, int? ChannelId = null, bool IsEnabled = true, DateTimeOffset? SilencedUntil = null)
{
    public const int DefaultCooldown = 60;

    /// <summary>A week.</summary>
    public const int MaxCooldown = 10_080;

    public static AlertDraft Of(AlertRule rule) => new(rule.Id, rule.Name, rule.ConditionType, rule.Threshold, rule.CooldownMinutes, rule.ChannelId, rule.IsEnabled, rule.SilencedUntil);

    /// <summary>All that is wrong by itself, each under its field's name in the API.</summary>
    public IEnumerable<(string Field, string Message)> Problems()
    {
        if (Text.Clean(Name) is not { Length: <= Text.MaxName })
        {
            yield return ("name", $"Give the rule a name of 1 to {Text.MaxName} characters.");
        }

        if (AlertConditions.Find(ConditionType) is not { } condition)
        {
            yield return ("condition_type", string.IsNullOrWhiteSpace(ConditionType) ? "Choose what the rule is about." : $"Must be one of {string.Join(", ", AlertConditions.All.Select(c => c.Word))}.");
        }
        else if (Threshold is { } threshold && !(threshold >= condition.Min && threshold <= condition.Max))
        {
            yield return ("threshold", $"Must be between {condition.Write(condition.Min)} and {condition.Write(condition.Max)}.");
        }

        if (CooldownMinutes is < 1 or > MaxCooldown)
        {
            yield return ("cooldown_minutes", $"Must be between 1 and {MaxCooldown} minutes.");
        }
    }
}

/// <param name="Rule">Null: not saved.</param>
/// <param name="Problems">Empty when it was saved.</param>
/// <param name="IsFound">False: there is no such rule (any more).</param>
public sealed record AlertSaving(AlertRule? Rule, IReadOnlyList<(string Field, string Message)> Problems, bool IsFound = true)
{
    public static readonly AlertSaving NotFound = new(null, [], false);
}
