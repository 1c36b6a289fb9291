using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>A few hundred random plays around a day: short ones, chains, pauses, nights over midnight, a week-long pause, running ones.</summary>
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
                home.Item(server, MediaKind.Movie, "Stalker", year: 1979, genres: "|Drama|Science Fiction|"), home.Item(server, MediaKind.Movie, "Solaris", year: server == plex ? 1972 : 2002),
                home.Item(server, MediaKind.Episode, "One", show: "Severance", season: 1, episode: 1, genres: "|Drama|"), home.Item(server, MediaKind.Episode, "Two", show: "Severance", season: 1, episode: 2),
                home.Item(server, MediaKind.Track, "So What", show: "Miles Davis", parent: "Kind of Blue"), home.Item(server, MediaKind.Audiobook, "Dune", show: "Frank Herbert"),
            };
        });
        var details = new Random(seed + 1000);
        var depths = new Random(seed + 2000);
        var libraries = items.Keys.ToDictionary(id => id, id => new[] { home.Library(home.Servers.Single(s => s.Id == id), "Films"), home.Library(home.Servers.Single(s => s.Id == id), "Rest") });
        var devices = items.Keys.ToDictionary(id => id, id => new[] { "Sofa", "Kitchen", "Phone" }.Select((n, i) => home.Device(home.Servers.Single(s => s.Id == id), n, i == 2 ? "App" : "Web", $"{i}")).ToArray());
        for (var i = 0; i < plays; i++)
        {
            var user = users[random.Next(users.Count)];
            var item = items[user.ServerId][random.Next(6)];
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
                permille: depths.Next(5) == 0 ? null : depths.Next(1001));
        }

        return home;
    }

    private static StreamDetails? Stream(Random random) => random.Next(6) == 0 ? null : new()
    {
        Decision = (StreamDecision)random.Next(3),
        Video = (StreamDecision)random.Next(3),
        TranscodeReasons = random.Next(3) switch { 0 => null, 1 => "VideoCodecNotSupported", _ => "VideoCodecNotSupported,ContainerBitrateExceedsLimit" },
        Source = new() { VideoCodec = random.Next(2) == 0 ? "h264" : "hevc", Resolution = new[] { "2160p", "1080p", "sd" }[random.Next(3)], AudioChannels = random.Next(2) == 0 ? 2 : 6, BitrateKbps = 4000 + random.Next(3) },
        Sent = new() { Resolution = random.Next(2) == 0 ? "720p" : null, VideoCodec = "h264" },
    };
}

/// <summary>The definitions of docs/domain/statistics.md, computed play by play and as slowly as they are simple.</summary>
public sealed class SlowStatistics(Household home, TimeZoneInfo zone)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public IEnumerable<Play> Counted(ViewerId? viewer = null) =>
        home.Plays.Where(p => p is { IsShort: false, StoppedAt: not null, Certainty: not PlayCertainty.Inferred } && (viewer is null || home.People[p.UserId].Id == viewer));

    public bool IsFirst(Play play) => !Counted().Any(e =>
        e.ChainNumber == play.ChainNumber && (e.StartedAt < play.StartedAt || (e.StartedAt == play.StartedAt && e.Number < play.Number)));

    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    public long Plays(IEnumerable<Play> plays, DateOnly from, DateOnly to) => plays.Count(p => IsFirst(p) && DayOf(p.StartedAt) >= from && DayOf(p.StartedAt) <= to);

    /// <summary>Minute by minute: whoever elapsed on the day watched its share. Exact to the rounding of each day.</summary>
    public double WatchedMs(Play play, DateOnly from, DateOnly to) => WatchedMs(play, local => DateOnly.FromDateTime(local) >= from && DateOnly.FromDateTime(local) <= to);

    /// <param name="when">Of the site's local time.</param>
    public double WatchedMs(Play play, Func<DateTime, bool> when) => Spread(play, local => when(local) ? "" : null).GetValueOrDefault("");

    /// <param name="word">Of the site's local time; null: left out.</param>
    public Dictionary<string, double> Spread(Play play, Func<DateTime, string?> word)
    {
        var spread = new Dictionary<string, double>();
        var length = play.StoppedAt!.Value - play.StartedAt;
        length = length > Longest ? Longest : length;
        if (length <= TimeSpan.Zero)
        {
            return word(Local(play.StartedAt)) is { } only ? new() { [only] = play.WatchedMs } : spread;
        }

        // Steps to the next full minute: days and hours change on full minutes in every zone.
        var end = play.StartedAt + length;
        for (var at = play.StartedAt; at < end;)
        {
            var next = DateTimeOffset.FromUnixTimeSeconds(((at.ToUnixTimeSeconds() / 60) + 1) * 60);
            next = next > end ? end : next;
            if (word(Local(at)) is { } here)
            {
                spread[here] = spread.GetValueOrDefault(here) + (play.WatchedMs * ((next - at) / length));
            }

            at = next;
        }

        return spread;
    }

    public double WatchedMs(IEnumerable<Play> plays, DateOnly from, DateOnly to) => plays.Sum(p => WatchedMs(p, from, to));
}
