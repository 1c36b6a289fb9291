namespace MediaInsight.Servers.Plex;

/// <summary>What Plex wants to know about its caller. The token travels here only: query strings end up in server logs.</summary>
internal static class PlexHeaders
{
    public const string Product = "MediaInsight";

    public static string Version { get; } = typeof(PlexHeaders).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <param name="token">Null or unusable as a header: none is sent, and the server says that it wants one.</param>
    public static Dictionary<string, string> For(string installationId, string? token)
    {
        var headers = new Dictionary<string, string>
        {
            ["X-Plex-Client-Identifier"] = installationId,
            ["X-Plex-Product"] = Product,
            ["X-Plex-Version"] = Version,
            ["X-Plex-Platform"] = OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux",
            ["X-Plex-Device-Name"] = Product,
        };
        if (token?.Trim() is { Length: > 0 } usable && usable.All(c => c is > ' ' and < (char)127))
        {
            headers["X-Plex-Token"] = usable;
        }

        return headers;
    }
}
