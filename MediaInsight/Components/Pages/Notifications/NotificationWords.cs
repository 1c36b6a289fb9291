using MediaInsight.Alerting.Topics;
using MediaInsight.Components.Ui;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;

namespace MediaInsight.Components.Pages.Notifications;

/// <summary>How channels and messages are called and marked.</summary>
internal static class NotificationWords
{
    public static IconName Icon(ChannelKind kind) => kind switch
    {
        ChannelKind.Email => IconName.Inbox,
        ChannelKind.Generic => IconName.Globe,
        ChannelKind.Ntfy or ChannelKind.Gotify or ChannelKind.Apprise => IconName.Bell,
        ChannelKind.Pushover or ChannelKind.Pushbullet => IconName.DeviceMobile,
        ChannelKind.Browser => IconName.DeviceWeb,
        ChannelKind.Script => IconName.Jobs,
        ChannelKind.Teams => IconName.People,
        _ => IconName.Message,
    };

    public static string State(DeliveryState state) => state switch
    {
        DeliveryState.Queued => "Waiting",
        DeliveryState.Failed => "Tried, waits",
        DeliveryState.Sent => "Sent",
        DeliveryState.Dead => "Given up",
        _ => "Dropped",
    };

    public static Tone Tone(DeliveryState state) => state switch
    {
        DeliveryState.Sent => Ui.Tone.Good,
        DeliveryState.Failed => Ui.Tone.Warning,
        DeliveryState.Dead => Ui.Tone.Danger,
        _ => Ui.Tone.Neutral,
    };

    public static IconName Icon(DeliveryState state) => state switch
    {
        DeliveryState.Sent => IconName.Check,
        DeliveryState.Failed => IconName.Refresh,
        DeliveryState.Dead => IconName.Error,
        DeliveryState.Dropped => IconName.Close,
        _ => IconName.Clock,
    };

    public static string Topic(string word) => word switch
    {
        ChannelTest.Topic => "Test",
        "newsletter" => "Newsletter",
        _ => NotificationTopics.All.FirstOrDefault(t => t.Word == word)?.Name ?? word,
    };

    /// <summary>"All events", "Server down, Server up", "5 kinds of events".</summary>
    public static string Events(IReadOnlyList<string> events) =>
        events.Contains(NotificationChannel.AllEvents) ? "All events" : events.Count <= 2 ? string.Join(", ", events.Select(Topic)) : $"{events.Count} kinds of events";

    /// <summary>How a channel does, in a word.</summary>
    public static (string Text, Tone Tone, IconName Icon) Standing(ChannelView channel, ChannelActivity? activity) => channel switch
    {
        { IsEnabled: false } => ("Off", Ui.Tone.Neutral, IconName.Pause),
        { AreSecretsUnreadable: true } => ("Needs its secrets", Ui.Tone.Danger, IconName.Lock),
        { FailingSince: not null } => ("Not getting through", Ui.Tone.Danger, IconName.Unplug),
        _ when activity is { LastSentAt: null, LastErrorAt: null } or null => ("Not used yet", Ui.Tone.Neutral, IconName.Clock),
        _ when activity.LastErrorAt > (activity.LastSentAt ?? DateTimeOffset.MinValue) => ("Last message failed", Ui.Tone.Warning, IconName.Warning),
        _ => ("Works", Ui.Tone.Good, IconName.Check),
    };
}
