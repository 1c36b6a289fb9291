using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Templates;
using MediaInsight.Alerting.Topics;
using MediaInsight.Data.Events;
using MediaInsight.Notifications;

namespace MediaInsight.Alerting.Rules;

/// <summary>A rule ready to be asked. The engine, the dry run and the preview ask the same one.</summary>
internal sealed record ActiveRule(int Id, RuleDraft Draft)
{
    /// <summary>Since when it is as it is: of what lay due before, it says nothing.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = DateTimeOffset.MinValue;

    public bool Listens(string topic) => Draft.Topics.Contains(topic);

    public TimeSpan Grace(string topic) => NotificationTopics.Find(topic) is { Threshold.Unit: "min" } known ? TimeSpan.FromMinutes(Draft.ThresholdOf(known)) : TimeSpan.Zero;

    /// <summary>When it speaks of this: of a server that is down when its wait ends.</summary>
    public DateTimeOffset DueAt(EventValues values) => values.At + (values.Topic == EventTopics.ServerDown ? Grace(values.Topic) : TimeSpan.Zero);

    /// <summary>Whether it speaks of this, cooldown aside.</summary>
    public bool Means(Occurrence occurrence, DateTimeOffset now)
    {
        var topic = occurrence.Values.Topic;
        return Listens(topic)
            && (topic != EventTopics.ConcurrentStreams || Streams(occurrence) >= Draft.ThresholdOf(NotificationTopics.Find(topic)!)) // non-null: known
            && (topic is not (EventTopics.ServerDown or EventTopics.ServerUp) || occurrence.Outage?.Outlasts(Grace(topic), now) == true)
            && RuleConditions.Holds(Draft.Conditions, occurrence.Values);
    }

    /// <summary>The cooldown's key for one channel.</summary>
    public string CooldownKey(EventValues values, int channel)
    {
        var of = Draft.CooldownScope switch
        {
            RuleCooldownScope.Viewer when values.ViewerId is { } viewer => $":v{viewer}",
            RuleCooldownScope.Title when values.ItemId is { } item => $":t{item}",
            RuleCooldownScope.Server when values.ServerId is { } server => $":s{server}",
            _ => "",
        };
        return $"rule:{Id}{of}:c{channel}";
    }

    public Notice Write(EventValues values)
    {
        var topic = NotificationTopics.Find(values.Topic);
        var title = MessageTemplates.Title(Blank(Draft.TitleTemplate) ?? topic?.TitleTemplate ?? "{event}", values);
        return new()
        {
            Topic = values.Topic,
            Title = title.Length > 0 ? title : topic?.Name ?? values.Topic,
            Text = MessageTemplates.Text(Blank(Draft.TextTemplate) ?? topic?.TextTemplate ?? "", values),
            At = values.At,
            Tone = topic?.Tone ?? NoticeTone.Info,
            Priority = Draft.Priority,
            Url = values.Url,
            Values = values.Texts(),
            Viewer = values.ViewerId,
        };
    }

    private int Streams(Occurrence occurrence) => Draft.ByAddress ? occurrence.Addresses : (int)(occurrence.Values["streams_of_viewer"]?.Number ?? 0);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
