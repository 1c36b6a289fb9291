namespace MediaInsight.Notifications.Channels;

/// <summary>What is said of channels that cannot send.</summary>
internal static class ChannelWords
{
    public const string UnreadableSecrets = "The stored secrets of this channel can't be read: the keys that encrypted them are gone. Open the channel and enter them again.";
    public const string NoSender = "This program cannot send that way.";
    public const string SwitchedOff = "The channel was switched off.";
    public const string NotTaken = "The channel does not take this kind of event.";
    public const string Quiet = "It fell into the channel's quiet hours, which drop messages.";
    public const string Unreadable = "The stored message can't be read.";
}
