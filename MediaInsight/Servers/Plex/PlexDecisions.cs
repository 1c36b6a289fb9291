using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// How each track reaches the client. A TranscodeSession is the authority for what it names, but its mere presence is
/// no transcode: remuxes and some direct plays have one.
/// </summary>
internal sealed record PlexDecisions(StreamDecision? Video, StreamDecision? Audio, SubtitleDecision? Subtitle, StreamDecision? Container, StreamDecision? Overall)
{
    public static PlexDecisions Of(PlexPlayed played)
    {
        var subtitle = SubtitleOf(played);
        StreamDecision? video = played.HasVideo ? Of(played.Transcode?.Text("videoDecision"), played.Video) : null;
        if (subtitle is SubtitleDecision.Burn && played.HasVideo)
        {
            video = StreamDecision.Transcode;
        }

        StreamDecision? audio = played.HasAudio ? Of(played.Transcode?.Text("audioDecision"), played.Audio) : null;
        var part = played.Part?.Text("decision")?.ToLowerInvariant();
        var overall = Heaviest(video, audio, part, played);
        var container = part switch
        {
            "directplay" => StreamDecision.DirectPlay,
            "transcode" or "copy" => overall is StreamDecision.Transcode ? StreamDecision.Transcode : StreamDecision.DirectStream,
            _ => overall,
        };
        return new(video, audio, subtitle, container, overall);
    }

    private static StreamDecision? Heaviest(StreamDecision? video, StreamDecision? audio, string? part, PlexPlayed played)
    {
        if (video is StreamDecision.Transcode || audio is StreamDecision.Transcode)
        {
            return StreamDecision.Transcode;
        }

        // "transcode" on a part is also written for a change of container alone; a photo has nothing but its part.
        var partSays = part switch
        {
            "transcode" when !played.HasVideo && !played.HasAudio => StreamDecision.Transcode,
            "transcode" or "copy" => StreamDecision.DirectStream,
            "directplay" => StreamDecision.DirectPlay,
            _ => (StreamDecision?)null,
        };
        if (video is StreamDecision.DirectStream || audio is StreamDecision.DirectStream || partSays is StreamDecision.DirectStream)
        {
            return StreamDecision.DirectStream;
        }

        return partSays ?? (played.Media is not null || video is not null || audio is not null ? StreamDecision.DirectPlay : null);
    }

    private static StreamDecision Of(string? authority, PlexElement? stream) =>
        (authority ?? stream?.Text("decision"))?.ToLowerInvariant() switch
        {
            "transcode" or "burn" => StreamDecision.Transcode,
            "copy" => StreamDecision.DirectStream,
            _ => StreamDecision.DirectPlay,
        };

    private static SubtitleDecision? SubtitleOf(PlexPlayed played)
    {
        if (played.Subtitle is null && played.Transcode?.Text("subtitleDecision") is null)
        {
            return null;
        }

        if (played.Subtitle?.Flag("burn") == true)
        {
            return SubtitleDecision.Burn;
        }

        return (played.Transcode?.Text("subtitleDecision") ?? played.Subtitle?.Text("decision"))?.ToLowerInvariant() switch
        {
            "burn" => SubtitleDecision.Burn,
            "transcode" => SubtitleDecision.Transcode,
            "copy" => SubtitleDecision.DirectStream,
            null or "directplay" => SubtitleDecision.DirectPlay,
            _ => null,
        };
    }
}
