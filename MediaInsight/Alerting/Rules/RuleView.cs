using MediaInsight.Notifications;

namespace MediaInsight.Alerting.Rules;

public sealed record RuleChannelView(int Id, string Name, ChannelKind Kind, bool IsEnabled);

/// <summary>A stored rule as pages and the API show it.</summary>
/// <param name="Fault">What of it cannot be read, and keeps it silent; null: all is well.</param>
/// <param name="LastSentAt">When a message of it was last taken, as far as the log reaches.</param>
public sealed record RuleView(int Id, RuleDraft Draft, IReadOnlyList<RuleChannelView> Channels, string? Fault, DateTimeOffset? LastSentAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <param name="Id">Null: not stored, for the problems.</param>
public sealed record RuleSaved(int? Id, IReadOnlyList<RuleProblem> Problems)
{
    public bool IsSaved => Id is not null;
}
