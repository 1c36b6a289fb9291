namespace MediaInsight.Domain;

/// <summary>What is played. The numbers are stored: never change one.</summary>
public enum MediaKind
{
    Other = 0,
    Movie = 1,
    Episode = 2,
    Track = 3,
    LiveTv = 4,
    Audiobook = 5,
    PodcastEpisode = 6,
    MusicVideo = 7,

    /// <summary>Trailers, pre-rolls, theme music: shown live, never history.</summary>
    Extra = 8,

    /// <summary>Shown live, never history.</summary>
    Photo = 9,

    /// <summary>Holds seasons. This kind and those after it are listed by libraries and never played themselves.</summary>
    Show = 20,
    Season = 21,
    Artist = 22,
    Album = 23,
    Podcast = 24,
}

public static class MediaKinds
{
    /// <summary>Only heard: short plays, square covers and "listening" words follow from it.</summary>
    public static bool IsAudio(this MediaKind kind) => kind is MediaKind.Track or MediaKind.Audiobook or MediaKind.PodcastEpisode or MediaKind.Artist or MediaKind.Album or MediaKind.Podcast;

    /// <summary>Plays of this kind are kept in history (decisions: extras and photos are live only).</summary>
    public static bool IsHistory(this MediaKind kind) => kind is not (MediaKind.Extra or MediaKind.Photo) && !kind.IsContainer();

    /// <summary>Holds what is played: shows, seasons, artists, albums, podcasts.</summary>
    public static bool IsContainer(this MediaKind kind) => kind is MediaKind.Show or MediaKind.Season or MediaKind.Artist or MediaKind.Album or MediaKind.Podcast;

    /// <summary>As addresses, the API and exports write it.</summary>
    public static string Word(this MediaKind kind) => kind switch
    {
        MediaKind.Movie => "movie",
        MediaKind.Episode => "tvshow_episode",
        MediaKind.Track => "music_track",
        MediaKind.LiveTv => "livetv_program",
        MediaKind.Audiobook => "audiobook",
        MediaKind.PodcastEpisode => "podcast_episode",
        MediaKind.MusicVideo => "music_video",
        MediaKind.Show => "tvshow",
        MediaKind.Season => "tvshow_season",
        MediaKind.Artist => "music_artist",
        MediaKind.Album => "music_album",
        MediaKind.Podcast => "podcast",
        _ => "other",
    };
}
