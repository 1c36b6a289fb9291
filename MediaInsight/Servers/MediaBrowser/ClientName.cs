namespace MediaInsight.Servers.MediaBrowser;

/// <summary>How this program introduces itself: Client="…", Device="…", DeviceId="…", Version="…"[, Token="…"].</summary>
internal static class ClientName
{
    private const string Name = "MediaInsight";
    private const string Version = "1.0";

    /// <summary>Values are percent-encoded, which servers undo: quotes and letters beyond ASCII survive.</summary>
    public static string Parameters(string deviceId, string? token)
    {
        var parameters = $"Client=\"{Name}\", Device=\"{Name}\", DeviceId=\"{Uri.EscapeDataString(deviceId)}\", Version=\"{Version}\"";
        return string.IsNullOrEmpty(token) ? parameters : $"{parameters}, Token=\"{Uri.EscapeDataString(token)}\"";
    }
}
