using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>A few hundred random plays around a day, of every kind: short ones, chains, pauses, nights over midnight, a week-long pause, running ones.</summary>
public static class RandomHousehold
{
    public static Household Around(DateTimeOffset middle, int seed, int days = 12, int plays = 260, IDbContextFactory<MediaInsightDb>? database = null)
    {
        var random = new Random(seed);
        var home = new Household(database);
        var plex = home.Server("Attic");
        var shelf = home.Server("Cellar", ServerKind.Jellyfin);
        var people = new[] { home.Person("Ann"), home.Person("Bob"), home.Person("Cleo") };
        List<ServerUser> users = [home.Account(plex, people[0]), home.Account(shelf, people[0], "ann2"), home.Account(plex, people[1]), home.Account(shelf, people[2])];
        var items = users.Select(u => u.ServerId).Distinct().ToDictionary(id => id, id =>
        {
            var server = home.Servers.Single(s => s.Id == id);
            return new List<MediaItem>
            {
                home.Item(server, MediaKind.LiveTv, "Evening News", channel: server == plex ? "Arte" : "BBC"), home.Item(server, MediaKind.LiveTv, "Weather", channel: server == plex ? "Arte" : null),
                home.Item(server, MediaKind.PodcastEpisode, "The Alibi", show: "Serial"), home.Item(server, MediaKind.MusicVideo, "Thriller"),
                home.Item(server, MediaKind.Episode, "Kassa", show: "Andor", parent: "Specials", season: 0, episode: 1),
                home.Item(server, MediaKind.Audiobook, "Emma", show: "Jane Austen", narrators: server == plex ? "Ada Reader, Ben Voice" : "Ben Voice"),
                home.Item(server, MediaKind.Movie, "Stalker", year: 1979, genres: "|Drama|Science Fiction|"), home.Item(server, MediaKind.Movie, "Solaris", year: server == plex ? 1972 : 2002),
                home.Item(server, MediaKind.Episode, "One", show: "Severance", season: 1, episode: 1, genres: "|Drama|"), home.Item(server, MediaKind.Episode, "Two", show: "Severance", season: 2, episode: 1),
                home.Item(server, MediaKind.Track, "So What", show: "Miles Davis", parent: "Kind of Blue"), home.Item(server, MediaKind.Audiobook, "Dune", show: "Frank Herbert"),
            };
        });
        var details = new Random(seed + 1000);
        var depths = new Random(seed + 2000);
        var libraries = items.Keys.ToDictionary(id => id, id => new[] { home.Library(home.Servers.Single(s => s.Id == id), "Films"), home.Library(home.Servers.Single(s => s.Id == id), "Rest") });
        var devices = items.Keys.ToDictionary(id => id, id => new[] { "Sofa", "Kitchen", "Phone" }.Select((n, i) => home.Device(home.Servers.Single(s => s.Id == id), n, i == 2 ? "App" : "Web", $"{i}", i == 0 ? null : "Linux", i == 2 ? "phone" : "web")).ToArray());
        for (var i = 0; i < plays; i++)
        {
            var user = users[random.Next(users.Count)];
            var item = items[user.ServerId][random.Next(12)];
            var start = middle.AddMilliseconds((random.NextDouble() - 0.5) * days * 86_400_000);
            start = DateTimeOffset.FromUnixTimeMilliseconds(start.ToUnixTimeMilliseconds());
            var elapsed = random.Next(20) switch
            {
                0 => TimeSpan.Zero,
                1 => TimeSpan.FromHours(random.Next(20, 260)),
                _ => TimeSpan.FromMilliseconds(random.Next(30_000, 5 * 3_600_000)),
            };
            var watched = TimeSpan.FromMilliseconds(Math.Floor(elapsed.TotalMilliseconds * random.NextDouble()));
            var resumes = random.Next(3) == 0 ? home.Plays.Where(p => p.UserId == user.Id && p.MediaItemId == item.Id && p.StartedAt < start).MaxBy(p => p.StartedAt) : null;
            home.Play(user, item, start, elapsed, watched, isShort: random.Next(6) == 0, resumes: resumes, running: random.Next(25) == 0,
                device: devices[user.ServerId][details.Next(3)], stream: Stream(details), library: details.Next(5) == 0 ? null : libraries[user.ServerId][item.Kind == MediaKind.Movie ? 0 : 1],
                location: details.Next(3) switch { 0 => null, 1 => NetworkLocation.Lan, _ => NetworkLocation.Wan }, completed: details.Next(2) == 0,
                certainty: details.Next(12) switch { 0 => PlayCertainty.Inferred, 1 => PlayCertainty.Derived, _ => PlayCertainty.Observed },
                permille: depths.Next(5) == 0 ? null : depths.Next(1001), bandwidth: depths.Next(4) == 0 ? null : 1500);
        }

        return home;
    }

    private static StreamDetails? Stream(Random random) => random.Next(6) == 0 ? null : new()
    {
        Decision = (StreamDecision)random.Next(3),
        Video = (StreamDecision)random.Next(3),
        Audio = random.Next(4) is var audio && audio == 3 ? null : (StreamDecision)audio,
        Subtitle = random.Next(5) is var subtitle && subtitle == 4 ? null : (SubtitleDecision)subtitle,
        TranscodeReasons = random.Next(3) switch { 0 => null, 1 => "VideoCodecNotSupported", _ => "VideoCodecNotSupported,ContainerBitrateExceedsLimit" },
        HardwareEncoder = OneOf(random, "vaapi", null),
        Source = new()
        {
            VideoCodec = OneOf(random, "h264", "hevc"),
            Resolution = OneOf(random, "2160p", "1440p", "1080p", "720p", "sd", null),
            AudioCodec = OneOf(random, "eac3", "flac", null),
            AudioChannels = random.Next(2) == 0 ? 2 : 6,
            Container = OneOf(random, "mkv", "mp4"),
            DynamicRange = OneOf(random, "SDR", "HDR10", null),
            BitrateKbps = random.Next(4) == 0 ? null : 4000 + random.Next(3),
        },
        Sent = new() { Resolution = OneOf(random, "720p", null), VideoCodec = OneOf(random, "h264", "av1"), AudioCodec = OneOf(random, "aac", null), Container = OneOf(random, "ts", "mp4"), DynamicRange = OneOf(random, "SDR", null) },
    };

    private static string? OneOf(Random random, params string?[] words) => words[random.Next(words.Length)];
}
