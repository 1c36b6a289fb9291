namespace MediaInsight.Servers.Plex;

/// <summary>SDR, HDR10, HDR10+, HLG, Dolby Vision or HDR, from a video track's colour fields, else from its title.</summary>
internal static class PlexDynamicRange
{
    /// <param name="convertedTo">
    /// The codec that comes out of a conversion, "" when untold: titles then describe the original and are not used.
    /// Null: the track is sent as it is.
    /// </param>
    public static string? Of(PlexElement? video, string? convertedTo)
    {
        if (video is null)
        {
            return null;
        }

        if (video.Flag("DOVIPresent") == true)
        {
            return "Dolby Vision";
        }

        var titled = convertedTo is null ? Named(video) : null;
        switch (video.Text("colorTrc")?.ToLowerInvariant())
        {
            case "smpte2084":
                return titled is "HDR10+" ? titled : "HDR10";
            case "arib-std-b67":
                return "HLG";
            case not null:
                return "SDR";
            default:
                // Plex encodes H.264 with 8 bits only.
                return titled ?? (convertedTo is "h264" || video.Int("bitDepth") == 8 ? "SDR" : null);
        }
    }

    /// <summary>What the track's title says of high dynamic range; null when it says nothing.</summary>
    public static string? Named(PlexElement? video)
    {
        var title = (video?.Text("extendedDisplayTitle") ?? "") + " " + video?.Text("displayTitle");
        string[] words = ["Dolby Vision", "HDR10+", "HDR10", "HLG", "HDR"];
        return Array.Find(words, word => title.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
