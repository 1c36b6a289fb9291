using System.Globalization;
using MediaInsight.Alerting;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Components.Ui;

namespace MediaInsight.Components.Pages.Operator;

/// <summary>Alert rules in words.</summary>
internal static class AlertWording
{
    /// <summary>"Free disk space below 50 GB".</summary>
    public static string Limit(AlertRule rule, CultureInfo culture) => AlertConditions.Find(rule.ConditionType) is { } condition
        ? $"{condition.Name} {condition.Than} {Value(condition.Word, rule.Threshold, culture)}"
        : rule.ConditionType;

    public static string Value(string word, double? value, CultureInfo culture) =>
        value is { } v && AlertConditions.Find(word) is { } condition ? v.ToString(v >= 100 ? "N0" : "0.##", culture) + (condition.Unit.Length == 0 ? "" : "\u00A0" + condition.Unit) : Formats.Untold;

    public static string State(AlertRule rule, DateTimeOffset now) => rule.StandingAt(now) switch
    {
        AlertStanding.Ok => "OK",
        AlertStanding.Firing => "Firing",
        AlertStanding.Silenced => "Firing, silenced",
        AlertStanding.NotMeasured => "Not measured",
        AlertStanding.Disabled => "Off",
        _ => "Not checked yet",
    };

    public static IconName Mark(AlertRule rule, DateTimeOffset now) => rule.StandingAt(now) switch
    {
        AlertStanding.Ok => IconName.Success,
        AlertStanding.Firing => IconName.Warning,
        AlertStanding.Silenced => IconName.EyeOff,
        AlertStanding.Disabled => IconName.Pause,
        _ => IconName.Clock,
    };

    public static Tone ToneOf(AlertRule rule, DateTimeOffset now) => rule.StandingAt(now) switch
    {
        AlertStanding.Ok => Tone.Good,
        AlertStanding.Firing => Tone.Danger,
        AlertStanding.Silenced => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static string Sent(AlertLogEntry entry) => entry switch
    {
        { DeliveryKey: null, Success: null } => "recorded only",
        { Success: null } => "on its way",
        { Success: true } => "sent",
        _ => $"not sent: {entry.ErrorDetail}",
    };
}
