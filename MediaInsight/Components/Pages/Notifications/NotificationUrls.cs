using System.Globalization;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Delivering;

namespace MediaInsight.Components.Pages.Notifications;

/// <summary>Addresses of channels and of the log of messages.</summary>
internal static class NotificationUrls
{
    public const string NewChannel = $"{AppUrls.Notifications}/channels/new";

    public static string Rules { get; } = AppUrls.With(AppUrls.Notifications, ("tab", "rules"));

    /// <summary>The form of a new channel of one kind.</summary>
    public static string NewOf(ChannelKind kind) => AppUrls.With(NewChannel, ("kind", Word(kind)));

    public static string Channel(int id) => $"{AppUrls.Notifications}/channels/{id.ToString(CultureInfo.InvariantCulture)}";

    /// <param name="message">The opened one.</param>
    public static string Log(DeliveryFilter filter, long? message = null) => AppUrls.With(
        AppUrls.Notifications,
        ("tab", "log"),
        ("state", filter.IsWaiting ? "waiting" : filter.State?.ToString().ToLowerInvariant()),
        ("channel", filter.ChannelId?.ToString(CultureInfo.InvariantCulture)),
        ("topic", filter.Topic),
        ("q", filter.Text),
        ("page", filter.Page > 1 ? filter.Page.ToString(CultureInfo.InvariantCulture) : null),
        ("message", message?.ToString(CultureInfo.InvariantCulture)));

    public static string Word(ChannelKind kind) => kind.ToString().ToLowerInvariant();
}
