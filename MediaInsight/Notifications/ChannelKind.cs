namespace MediaInsight.Notifications;

/// <summary>The numbers are stored; the words of the API are the names in lower case.</summary>
public enum ChannelKind
{
    Discord = 1,
    Slack = 2,

    /// <summary>Any address: JSON of title, message, source, timestamp, or a free template.</summary>
    Generic = 3,
    Email = 4,
    Telegram = 5,
    Ntfy = 6,
    Gotify = 7,
    Pushover = 8,
    Pushbullet = 9,
    Matrix = 10,
    Mattermost = 11,
    Teams = 12,
    Apprise = 13,

    /// <summary>Notifications of open pages.</summary>
    Browser = 14,

    /// <summary>A program in the configured folder.</summary>
    Script = 15,
}
