using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Api.Contracts;

/// <summary>Our enumerations as the API writes and reads them.</summary>
internal static class Words
{
    public static string Of(ServerKind kind) => kind switch
    {
        ServerKind.Plex => "plex",
        ServerKind.Emby => "emby",
        ServerKind.Jellyfin => "jellyfin",
        _ => "audiobookshelf",
    };

    public static string Of(MediaKind kind) => kind == MediaKind.MusicVideo ? "other" : kind.Word();

    /// <summary>Null for an unknown word.</summary>
    public static MediaKind? Kind(string word) => word switch
    {
        "movie" => MediaKind.Movie,
        "tvshow_episode" or "episode" => MediaKind.Episode,
        "music_track" or "track" => MediaKind.Track,
        "livetv_program" or "live" => MediaKind.LiveTv,
        "audiobook" => MediaKind.Audiobook,
        "podcast_episode" => MediaKind.PodcastEpisode,
        "other" => MediaKind.Other,
        _ => null,
    };

    /// <summary>Also what holds others, and our own names for kinds.</summary>
    public static MediaKind? AnyKind(string word) =>
        Enum.GetValues<MediaKind>().Where(k => k.ToString().Equals(word, StringComparison.OrdinalIgnoreCase) || (k != MediaKind.Photo && k != MediaKind.Extra && Of(k) == word)).Select(k => (MediaKind?)k).FirstOrDefault();

    public static string Of(PlaybackState state) => state switch
    {
        PlaybackState.Playing => "playing",
        PlaybackState.Paused => "paused",
        _ => "buffering",
    };

    public static string? Of(StreamDecision? decision) => decision?.Word();

    public static StreamDecision? Decision(string word) => word switch
    {
        "direct_play" => StreamDecision.DirectPlay,
        "direct_stream" => StreamDecision.DirectStream,
        "transcode" => StreamDecision.Transcode,
        _ => null,
    };

    public static string? Of(SubtitleDecision? decision) => decision?.Word();

    public static string? Of(NetworkLocation? location) => location switch
    {
        NetworkLocation.Lan => "lan",
        NetworkLocation.Wan => "wan",
        _ => null,
    };

    public static string Of(PlayCertainty certainty) => certainty switch
    {
        PlayCertainty.Derived => "derived",
        PlayCertainty.Inferred => "inferred",
        _ => "observed",
    };

    public static IReadOnlyList<string>? Reasons(string? reasons) => reasons?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static double? Mbps(int? kbps) => kbps is { } k ? Math.Round(k / 1000.0, 3) : null;
}
