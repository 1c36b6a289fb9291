using MediaInsight.Alerting;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Components.Ui;
using MediaInsight.Data.Events;
using MediaInsight.Notifications;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>A rule to begin with.</summary>
/// <param name="Key">In the address.</param>
/// <param name="Text">One sentence: what it tells.</param>
public sealed record RuleExample(string Key, IconName Icon, string Text, RuleDraft Draft)
{
    public const string Empty = "empty";

    /// <summary>What most people want first.</summary>
    public static IReadOnlyList<RuleExample> All { get; } =
    [
        Of("started", IconName.Play, "Tell me when somebody starts watching", "Every play that begins, with who, what and on which device.", EventTopics.PlayStarted),
        Of("server-down", IconName.Unplug, "Server is down", "A media server has not answered for two minutes, and when it is back.", EventTopics.ServerDown, EventTopics.ServerUp).Urgently(NoticePriority.High),
        Of("new-device", IconName.DeviceTv, "New device", "Somebody plays on a device they never used before.", EventTopics.NewDevice),
        Of("added", IconName.Library, "New on the server", "New films, episodes and albums, told together.", EventTopics.MediaAdded),
        Of("backup-failed", IconName.Database, "Backup failed", "A backup was not made, or a scheduled job ended with a fault.", EventTopics.BackupFailed, EventTopics.JobFailed).Urgently(NoticePriority.High),
        Of("away", IconName.Globe, "Somebody watches away from home", "Plays that begin outside your own network.", EventTopics.PlayStarted).When("location", "wan"),
        Of("transcode-4k", IconName.Transcode, "4K is transcoded", "A 4K file has to be converted, which costs the most.", EventTopics.TranscodeStarted).When("resolution", "2160p"),
        Of("streams", IconName.People, "Too many streams at once", "One person watches three or more streams at the same time.", EventTopics.ConcurrentStreams).From(3),
        Of("problems", IconName.Warning, "Playback problems", "Conversions that fail and plays that wait for data; once in half an hour for each person.", EventTopics.PlayError, EventTopics.PlayBuffering).Pausing(30, RuleCooldownScope.Viewer),
        Of("daily", IconName.Calendar, "What was watched yesterday", "A summary every morning.", EventTopics.DailySummary),
        Of("update", IconName.Download, "Update available", "A media server can be updated.", EventTopics.ServerUpdate),
    ];

    public static RuleDraft? Find(string? key) => key == Empty ? new() : All.FirstOrDefault(e => e.Key == key)?.Draft;

    private static RuleExample Of(string key, IconName icon, string name, string text, params string[] topics) => new(key, icon, text, new() { Name = name, Topics = topics });

    private RuleExample When(string field, string value) => this with { Draft = Draft with { Conditions = new(true, [new ConditionLeaf(field, ConditionOperators.Is, [value])]) } };

    private RuleExample Urgently(NoticePriority priority) => this with { Draft = Draft with { Priority = priority } };

    private RuleExample From(int threshold) => this with { Draft = Draft with { Threshold = threshold } };

    private RuleExample Pausing(int minutes, RuleCooldownScope scope) => this with { Draft = Draft with { CooldownMinutes = minutes, CooldownScope = scope } };
}
