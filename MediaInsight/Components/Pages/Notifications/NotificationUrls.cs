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
    /// <param name="back">Where to go when it is stored; null: the list.</param>
    public static string NewOf(ChannelKind kind, string? back = null) => AppUrls.With(NewChannel, ("kind", Word(kind)), ("back", back));

    /// <summary>A way back that was handed on in the address: within these pages, or none.</summary>
    public static string Back(string? back) => back?.StartsWith(AppUrls.Notifications + "/", StringComparison.Ordinal) == true ? back : AppUrls.Notifications;

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
