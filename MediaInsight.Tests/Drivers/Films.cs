using MediaInsight.Domain;

namespace MediaInsight.Tests.Drivers;

/// <param name="Length">Null: endless, live television.</param>
internal sealed record Title(MediaRef Media, TimeSpan? Length);

/// <summary>What is played in the tests, and how.</summary>
internal static class Films
{
    public static readonly Title Film = new(new() { ExternalId = "film", Kind = MediaKind.Movie, Title = "The Long Evening", Year = 1987 }, 100.Minutes());
    public static readonly Title First = Episode(1);
    public static readonly Title Second = Episode(2);
    public static readonly Title Song = new(new() { ExternalId = "song", Kind = MediaKind.Track, Title = "Song", GrandparentTitle = "Band" }, 4.Minutes());
    public static readonly Title Book = new(new() { ExternalId = "book", Kind = MediaKind.Audiobook, Title = "Book" }, 10.Hours());
    public static readonly Title Trailer = new(new() { ExternalId = "trailer", Kind = MediaKind.Extra, Title = "Trailer" }, 2.Minutes());
    public static readonly Title Photo = new(new() { ExternalId = "photo", Kind = MediaKind.Photo, Title = "Beach" }, null);
    public static readonly Title Channel = new(new() { ExternalId = "channel", Kind = MediaKind.LiveTv, Title = "News", ChannelName = "One" }, null);

    public static readonly StreamDetails Direct = new()
    {
        Decision = StreamDecision.DirectPlay,
        Video = StreamDecision.DirectPlay,
        Audio = StreamDecision.DirectPlay,
        Source = new() { VideoCodec = "h264", AudioCodec = "aac", Height = 1080, Width = 1920, BitrateKbps = 8000, Container = "mkv" },
        Sent = new() { VideoCodec = "h264", AudioCodec = "aac", Height = 1080, Width = 1920, BitrateKbps = 8000, Container = "mkv" },
    };

    public static readonly StreamDetails Transcoded = new()
    {
        Decision = StreamDecision.Transcode,
        Video = StreamDecision.Transcode,
        Audio = StreamDecision.DirectPlay,
        Source = Direct.Source,
        Sent = new() { VideoCodec = "h264", AudioCodec = "aac", Height = 720, Width = 1280, BitrateKbps = 3000, Container = "ts" },
    };

    public static Title Episode(int number) => new(
        new() { ExternalId = $"episode-{number}", Kind = MediaKind.Episode, Title = $"Episode {number}", GrandparentTitle = "Show", SeasonNumber = 1, EpisodeNumber = number }, 30.Minutes());
}
