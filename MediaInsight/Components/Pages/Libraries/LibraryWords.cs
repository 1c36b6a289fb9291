using System.Globalization;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using MediaInsight.Servers;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>How libraries and their titles are spoken of.</summary>
internal static class LibraryWords
{
    public static IconName Icon(LibraryContent content) => content switch
    {
        LibraryContent.Movies => IconName.Movie,
        LibraryContent.Shows => IconName.Tv,
        LibraryContent.Music => IconName.Music,
        LibraryContent.Photos => IconName.Photo,
        LibraryContent.Audiobooks => IconName.Book,
        LibraryContent.Podcasts => IconName.Podcast,
        LibraryContent.LiveTv => IconName.Radio,
        _ => IconName.Library,
    };

    /// <summary>"1 film", "3 shows".</summary>
    public static string Count(MediaKind kind, long count, CultureInfo culture)
    {
        var (one, many) = Of(kind);
        return Formats.Count(count, one, many, culture);
    }

    /// <summary>"Films", "Music videos": heading of a list.</summary>
    public static string Many(MediaKind kind)
    {
        var many = Of(kind).Many;
        return char.ToUpperInvariant(many[0]) + many[1..];
    }

    /// <summary>"Film", "Season".</summary>
    public static string One(MediaKind kind)
    {
        var one = Of(kind).One;
        return char.ToUpperInvariant(one[0]) + one[1..];
    }

    /// <summary>"4K HDR10 HEVC", or of sound only "FLAC"; null when nothing is told.</summary>
    public static string? Quality(MediaFile? file) => file is null ? null : FormatNames.Words(" ", FormatNames.Resolution(file.Resolution), FormatNames.Range(file.DynamicRange), FormatNames.Codec(file.VideoCodec))
        ?? FormatNames.Words(" ", FormatNames.Codec(file.AudioCodec), file.AudioChannels is > 2 ? FormatNames.Channels(file.AudioChannels) : null);

    private static (string One, string Many) Of(MediaKind kind) => kind switch
    {
        MediaKind.Movie => ("film", "films"),
        MediaKind.Show => ("show", "shows"),
        MediaKind.Season => ("season", "seasons"),
        MediaKind.Episode => ("episode", "episodes"),
        MediaKind.Artist => ("artist", "artists"),
        MediaKind.Album => ("album", "albums"),
        MediaKind.Track => ("track", "tracks"),
        MediaKind.Audiobook => ("audiobook", "audiobooks"),
        MediaKind.Podcast => ("podcast", "podcasts"),
        MediaKind.PodcastEpisode => ("podcast episode", "podcast episodes"),
        MediaKind.MusicVideo => ("music video", "music videos"),
        MediaKind.LiveTv => ("programme", "programmes"),
        MediaKind.Photo => ("photo", "photos"),
        _ => ("title", "titles"),
    };
}
