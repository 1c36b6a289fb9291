using MediaInsight.Servers;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>How a server's announcements go, in plain words. Polling goes on in every case and is named where it is all there is.</summary>
public static class PushWords
{
    public static string Line(ServerStatus status, PollingSettings polling)
    {
        if (status.Health == ServerHealth.Disabled)
        {
            return "Off";
        }

        var reading = $"reading every {(status.Playing > 0 ? polling.ActiveSeconds : polling.IdleSeconds):0.#} s";
        return status.Push.Phase switch
        {
            PushPhase.Connected => $"Connected ({Name(status.Push.Channel)})",
            PushPhase.Connecting or PushPhase.Waiting when status.Health is ServerHealth.Degraded or ServerHealth.Offline => "Once the server answers",
            PushPhase.Connecting => "Connecting…",
            PushPhase.Waiting => $"Not connected, {reading}",
            PushPhase.Silent => $"This key gets none, {reading}",
            _ => $"Not offered, {reading}",
        };
    }

    public static string Name(PushChannel? channel) => channel switch
    {
        PushChannel.WebSocket => "WebSocket",
        PushChannel.ServerSentEvents => "Server-Sent Events",
        _ => "none",
    };
}

/// <summary>Where in each product a webhook's address is entered.</summary>
public static class WebhookWords
{
    public static string Where(Domain.ServerKind kind) => kind switch
    {
        Domain.ServerKind.Plex => "Plex: Settings, Webhooks, Add Webhook. Needs Plex Pass, and webhooks allowed under Settings, Network.",
        Domain.ServerKind.Emby => "Emby: user menu, Notifications, Add Notification, Webhooks. Needs Emby Premiere. Choose the playback events.",
        _ => "Jellyfin: Dashboard, Plugins, Webhook, Add Generic Destination. Tick Playback Start and Playback Stop, and Send All Properties.",
    };
}
