using MediaInsight.Domain;
using MediaInsight.Notifications;

namespace MediaInsight.Alerting.Alerts;

/// <summary>What an alert says.</summary>
internal static class AlertWords
{
    private const int MaxMessage = 1000;

    /// <summary>One sentence, for the message and the log.</summary>
    public static string Message(AlertRule rule, AlertCondition condition, AlertReading reading, AlertNews news, DateTimeOffset since, DateTimeOffset now)
    {
        var value = condition.Write(Math.Round(reading.Value ?? 0, 2));
        var limit = condition.Write(rule.Threshold);
        var about = reading.About is { } what ? $" ({what})" : "";
        var text = news switch
        {
            AlertNews.Resolved => $"{condition.Name}: {value}{about}, all is well again. The limit is {limit}; it lasted {Lasted(now - since)}.",
            AlertNews.Again => $"{condition.Name}: still {value}{about} after {Lasted(now - since)}, {Side(condition)} the limit of {limit}.",
            _ => $"{condition.Name}: {value}{about}, {Side(condition)} the limit of {limit}.",
        };
        return Text.Clean(text, MaxMessage) ?? condition.Name;
    }

    public static Notice Notice(AlertRule rule, AlertCondition condition, AlertReading reading, AlertNews news, string message, string topic, DateTimeOffset now) => new()
    {
        Topic = topic,
        Title = news == AlertNews.Resolved ? $"Resolved: {rule.Name}" : rule.Name,
        Text = message,
        At = now,
        Tone = news == AlertNews.Resolved ? NoticeTone.Good : condition.IsGrave ? NoticeTone.Danger : NoticeTone.Warning,
        Priority = news == AlertNews.Resolved ? NoticePriority.Normal : NoticePriority.High,
        Fields = [new(condition.Name, condition.Write(Math.Round(reading.Value ?? 0, 2))), new("Limit", condition.Write(rule.Threshold))],
        Values = Facts(rule, condition, reading, news, message).Where(f => f.Value is not null).ToDictionary(f => f.Name, f => Convert.ToString(f.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>As rules and templates know them.</summary>
    public static IReadOnlyList<(string Name, object? Value)> Facts(AlertRule rule, AlertCondition condition, AlertReading reading, AlertNews news, string message) =>
    [
        ("alert", rule.Name), ("condition", condition.Word), ("figure", condition.Name), ("value", reading.Value is { } v ? Math.Round(v, 2) : null), ("threshold", rule.Threshold),
        ("unit", condition.Unit), ("about", reading.About), ("state", news == AlertNews.Resolved ? "resolved" : "firing"), ("message", message),
    ];

    private static string Side(AlertCondition condition) => condition.IsBelow ? "below" : "above";

    private static string Lasted(TimeSpan time) => time.TotalMinutes < 90 ? $"{Math.Max(1, time.TotalMinutes):0} min" : time.TotalHours < 48 ? $"{time.TotalHours:0} h" : $"{time.TotalDays:0} days";
}
