using System.Globalization;
using MediaInsight.Alerting;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;

namespace MediaInsight.Api.Contracts;

/// <param name="WebhookUrl">Asterisks where one is stored: it holds a token, and is never given back.</param>
/// <param name="Settings">Fields of the kind that are no secrets.</param>
/// <param name="SecretsSet">Names of the secrets that are stored.</param>
public sealed record ChannelRow(
    string Id, string Name, string ChannelType, string? WebhookUrl, IReadOnlyList<string> Events, bool IsEnabled, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> SecretsSet,
    string? QuietFrom, string? QuietTo, bool QuietDrops, DateTimeOffset? FailingSince, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Sent back to us it means "as it is".</summary>
    public const string Masked = "********";

    internal static ChannelRow Of(ChannelView view, string? addressField) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Name, Word(view.Kind),
        addressField is null ? null : view.SecretsSet.Contains(addressField) ? Masked : view.Values.GetValueOrDefault(addressField), view.Events, view.IsEnabled,
        view.Values, [.. view.SecretsSet.Order(StringComparer.Ordinal)], Time(view.QuietFrom), Time(view.QuietTo), view.QuietDrops, view.FailingSince, view.CreatedAt, view.UpdatedAt);

    internal static string Word(ChannelKind kind) => kind.ToString().ToLowerInvariant();

    private static string? Time(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}

public sealed record ChannelList(IReadOnlyList<ChannelRow> Items, int Total);

/// <param name="Success">The channel took the message.</param>
/// <param name="Request">What went out, secrets removed.</param>
/// <param name="Answer">What came back.</param>
/// <param name="Error">Why it was not taken.</param>
public sealed record ChannelTestAnswer(bool Success, string Request, string? Answer, string? Error)
{
    internal static ChannelTestAnswer Of(SendOutcome outcome) => new(outcome.Result == SendResult.Taken, outcome.Request, outcome.Answer, outcome.Error);
}

/// <param name="Unit">Of the threshold and the value.</param>
/// <param name="State">"ok", "firing", "silenced", "not_measured", "disabled" or "new".</param>
/// <param name="Value">The last figure; null: not measured.</param>
public sealed record AlertRow(
    string Id, string Name, string ConditionType, double Threshold, string Unit, int CooldownMinutes, string? ChannelId, bool IsEnabled, string State, DateTimeOffset? FiringSince,
    double? Value, DateTimeOffset? LastEvaluatedAt, DateTimeOffset? LastTriggeredAt, DateTimeOffset? SilencedUntil, DateTimeOffset CreatedAt)
{
    internal static AlertRow Of(AlertRule rule, DateTimeOffset now) => new(
        rule.Id.ToString(CultureInfo.InvariantCulture), rule.Name, rule.ConditionType, rule.Threshold, AlertConditions.Find(rule.ConditionType)?.Unit ?? "", rule.CooldownMinutes,
        rule.ChannelId?.ToString(CultureInfo.InvariantCulture), rule.IsEnabled, Standing(rule.StandingAt(now)), rule.FiringSince, Rounded.Of(rule.LastValue), rule.LastEvaluatedAt, rule.LastTriggeredAt,
        rule.SilencedUntil, rule.CreatedAt);

    private static string Standing(AlertStanding standing) => standing switch
    {
        AlertStanding.Ok => "ok",
        AlertStanding.Firing => "firing",
        AlertStanding.Silenced => "silenced",
        AlertStanding.NotMeasured => "not_measured",
        AlertStanding.Disabled => "disabled",
        _ => "new",
    };
}

public sealed record AlertList(IReadOnlyList<AlertRow> Items, int Total, IReadOnlyList<AlertConditionRow> Conditions);

/// <summary>What rules can be about.</summary>
public sealed record AlertConditionRow(string ConditionType, string Name, string Unit, string Description, double DefaultThreshold)
{
    internal static AlertConditionRow Of(AlertCondition c) => new(c.Word, c.Name, c.Unit, c.Sentence, c.Default);
}

/// <param name="RuleId">Null: the rule is gone.</param>
/// <param name="ChannelId">Null: the channel is gone, or there was none.</param>
/// <param name="Event">"fired" or "resolved".</param>
/// <param name="Success">Null: still on its way, or nothing was to be sent.</param>
public sealed record AlertLogRow(
    string Id, string? RuleId, string RuleName, string? ChannelId, string? ChannelName, string Event, string Message, bool? Success, string? ErrorDetail, DateTimeOffset SentAt)
{
    internal static AlertLogRow Of(AlertLogEntry e) => new(
        e.Id.ToString(CultureInfo.InvariantCulture), e.RuleId?.ToString(CultureInfo.InvariantCulture), e.RuleName, e.ChannelId?.ToString(CultureInfo.InvariantCulture), e.ChannelName,
        e.IsFiring ? "fired" : "resolved", e.Message, e.Success, e.ErrorDetail, e.SentAt);
}

public sealed record AlertLogAnswer(IReadOnlyList<AlertLogRow> Items, int Total);
