namespace MediaInsight.Domain;

/// <summary>How a track, or a whole stream, reaches the client; ordered by weight. The numbers are stored.</summary>
public enum StreamDecision
{
    /// <summary>The file as it is.</summary>
    DirectPlay = 0,

    /// <summary>Another container, the same picture and sound (remux, copy).</summary>
    DirectStream = 1,

    /// <summary>Picture or sound is re-encoded.</summary>
    Transcode = 2,
}

public enum SubtitleDecision
{
    DirectPlay = 0,
    DirectStream = 1,

    /// <summary>Converted to another subtitle format; not a media transcode.</summary>
    Transcode = 2,

    /// <summary>Drawn into the picture: forces the video to be transcoded.</summary>
    Burn = 3,
}

public static class StreamDecisions
{
    /// <summary>As addresses, the API and exports write it.</summary>
    public static string Word(this StreamDecision decision) => decision switch
    {
        StreamDecision.DirectPlay => "direct_play",
        StreamDecision.DirectStream => "direct_stream",
        _ => "transcode",
    };

    /// <summary>As addresses, the API and exports write it.</summary>
    public static string Word(this SubtitleDecision decision) => decision switch
    {
        SubtitleDecision.DirectPlay => "direct_play",
        SubtitleDecision.DirectStream => "direct_stream",
        SubtitleDecision.Transcode => "transcode",
        _ => "burn",
    };
}
