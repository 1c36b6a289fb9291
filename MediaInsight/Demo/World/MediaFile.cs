using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>A subtitle track of a file.</summary>
internal sealed record SubtitleTrack(string Codec, string Language, string LanguageName)
{
    /// <summary>Pictures cannot be converted to text: apps that do not know them get them drawn into the video.</summary>
    public bool IsPicture => Codec is "pgssub" or "vobsub";
}

/// <summary>What lies on the disk. Video members are null for sound.</summary>
/// <param name="Range">SDR, HDR10, HLG or Dolby Vision.</param>
/// <param name="AudioKbps">Of the sound alone.</param>
/// <param name="TotalKbps">Of everything.</param>
internal sealed record MediaFile(
    string Container, string? VideoCodec, string? VideoProfile, int? Width, int? Height, string? Range, int? BitDepth, double? FrameRate,
    string AudioCodec, int AudioChannels, string? Language, string? LanguageName, int AudioKbps, int TotalKbps, IReadOnlyList<SubtitleTrack> Subtitles)
{
    private static readonly SubtitleTrack EnglishText = new("subrip", "eng", "English");
    private static readonly SubtitleTrack GermanText = new("subrip", "ger", "German");
    private static readonly SubtitleTrack EnglishPicture = new("pgssub", "eng", "English");

    public string? ResolutionName => Resolution.Of(Width, Height);

    public bool IsVideo => VideoCodec is not null;

    public static MediaFile Movie(Dice dice, int year)
    {
        var roll = year < 1995 ? 0.99 : dice.Next();
        IReadOnlyList<SubtitleTrack> text = dice.Chance(0.5) ? [EnglishText, GermanText] : [EnglishText];
        var (language, name) = dice.Chance(0.8) ? ("eng", "English") : ("ger", "German");
        return roll switch
        {
            < 0.14 => new("mkv", "hevc", "main 10", 3840, 1608, "Dolby Vision", 10, 23.976, "truehd", 8, language, name, 4200, dice.Int(48_000, 66_000), [EnglishPicture, .. text]),
            < 0.28 => new("mkv", "hevc", "main 10", 3840, 2160, "HDR10", 10, 23.976, "eac3", 6, language, name, 768, dice.Int(16_000, 27_000), text),
            < 0.33 => new("mkv", "av1", "main", 3840, 2160, "HDR10", 10, 24, "opus", 6, language, name, 384, dice.Int(9_000, 14_000), text),
            < 0.58 => new("mkv", "h264", "high", 1920, 800, "SDR", 8, 23.976, "dca", 6, language, name, 1509, dice.Int(10_000, 15_000), [EnglishPicture, .. text]),
            < 0.78 => new("mp4", "h264", "high", 1920, 1080, "SDR", 8, 24, "aac", 2, language, name, 192, dice.Int(4_500, 8_000), text),
            < 0.90 => new("mkv", "hevc", "main", 1920, 1080, "SDR", 8, 25, "eac3", 6, language, name, 640, dice.Int(4_000, 6_500), text),
            < 0.96 => new("mkv", "h264", "main", 1280, 720, "SDR", 8, 25, "aac", 2, language, name, 160, dice.Int(3_000, 4_500), text),
            _ => new("mkv", "mpeg2video", "main", 720, 576, "SDR", 8, 25, "ac3", 2, language, name, 192, dice.Int(4_800, 6_200), [new("vobsub", "eng", "English")]),
        };
    }

    /// <summary>A show's episodes are alike: one roll for each season.</summary>
    public static MediaFile Episode(Dice dice) => dice.Next() switch
    {
        < 0.18 => new("mkv", "hevc", "main 10", 3840, 2160, "HDR10", 10, 23.976, "eac3", 6, "eng", "English", 640, dice.Int(14_000, 18_000), [EnglishText]),
        < 0.40 => new("mkv", "h264", "high", 1920, 1080, "SDR", 8, 25, "aac", 2, "eng", "English", 192, dice.Int(4_000, 6_000), [EnglishText]),
        < 0.62 => new("mkv", "h264", "high", 1920, 1080, "SDR", 8, 23.976, "eac3", 6, "eng", "English", 640, dice.Int(5_000, 8_000), [EnglishText, GermanText]),
        < 0.82 => new("mkv", "hevc", "main", 1920, 1080, "SDR", 8, 25, "aac", 2, "eng", "English", 192, dice.Int(2_500, 4_000), [EnglishText]),
        _ => new("mp4", "h264", "main", 1280, 720, "SDR", 8, 25, "aac", 2, "eng", "English", 160, dice.Int(1_800, 2_800), []),
    };

    public static MediaFile Album(Dice dice) => dice.Chance(0.6)
        ? Sound("flac", "flac", 2, dice.Int(840, 1_050))
        : Sound("mp3", "mp3", 2, 320);

    public static MediaFile Sound(string container, string codec, int channels, int kbps) =>
        new(container, null, null, null, null, null, null, null, codec, channels, null, null, kbps, kbps, []);

    public static readonly MediaFile Broadcast =
        new("mpegts", "h264", "high", 1280, 720, "SDR", 8, 50, "ac3", 2, "ger", "German", 384, 9_200, []);
}
