namespace MediaInsight.Servers.Plex;

/// <summary>The version, part and tracks that a session really plays, out of all that its item lists.</summary>
internal sealed record PlexPlayed(PlexElement? Media, PlexElement? Part, PlexElement? Video, PlexElement? Audio, PlexElement? Subtitle, PlexElement? Transcode)
{
    public bool HasVideo => Video is not null || Media?.Text("videoCodec") is not null || Transcode?.Text("videoDecision") is not null;

    public bool HasAudio => Audio is not null || Media?.Text("audioCodec") is not null || Transcode?.Text("audioDecision") is not null;

    /// <summary>
    /// Live television lists what comes in from the tuner, without a decision anywhere; what goes out stands in the
    /// TranscodeSession alone. Otherwise the Media of a conversion is its outcome.
    /// </summary>
    public bool IsInput => Transcode is not null && Part?.Has("decision") != true && Video?.Has("decision") != true && Audio?.Has("decision") != true;

    public static PlexPlayed Of(PlexElement item)
    {
        var media = item.Selected("Media");
        var part = media?.Selected("Part");
        return new(
            media,
            part,
            Track(part, 1),
            Track(part, 2),
            // Subtitles are off unless one is chosen: all others of the part are merely there.
            part?.All("Stream").FirstOrDefault(s => s.Int("streamType") == 3 && (s.Flag("selected") == true || s.Has("decision"))),
            // The live television routes put it inside Media.
            item.Child("TranscodeSession") ?? media?.Child("TranscodeSession"));
    }

    /// <param name="streamType">1 video (usually without "selected"), 2 audio, 3 subtitle.</param>
    private static PlexElement? Track(PlexElement? part, int streamType)
    {
        var tracks = part?.All("Stream").Where(s => s.Int("streamType") == streamType).ToList();
        return tracks?.Find(s => s.Flag("selected") == true) ?? tracks?.Find(s => s.Flag("default") == true) ?? tracks?.FirstOrDefault();
    }
}
