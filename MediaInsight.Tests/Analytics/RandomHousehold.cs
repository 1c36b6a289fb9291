using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Viewers;

namespace MediaInsight.Tests.Analytics;

/// <summary>A few hundred random plays around a day: short ones, chains, pauses, nights over midnight, a week-long pause, running ones.</summary>
public static class RandomHousehold
{
    public static Household Around(DateTimeOffset middle, int seed, int days = 12, int plays = 260)
    {
        var random = new Random(seed);
        var home = new Household();
        var plex = home.Server("Attic");
        var shelf = home.Server("Cellar", ServerKind.Jellyfin);
        var people = new[] { home.Person("Ann"), home.Person("Bob"), home.Person("Cleo") };
        List<ServerUser> users = [home.Account(plex, people[0]), home.Account(shelf, people[0], "ann2"), home.Account(plex, people[1]), home.Account(shelf, people[2])];
        var items = users.Select(u => u.ServerId).Distinct().ToDictionary(id => id, id =>
        {
            var server = home.Servers.Single(s => s.Id == id);
            return new List<MediaItem>
            {
                home.Item(server, MediaKind.Movie, "Stalker", year: 1979), home.Item(server, MediaKind.Movie, "Solaris", year: server == plex ? 1972 : 2002),
                home.Item(server, MediaKind.Episode, "One", show: "Severance", season: 1, episode: 1), home.Item(server, MediaKind.Episode, "Two", show: "Severance", season: 1, episode: 2),
                home.Item(server, MediaKind.Track, "So What", show: "Miles Davis", parent: "Kind of Blue"), home.Item(server, MediaKind.Audiobook, "Dune", show: "Frank Herbert"),
            };
        });
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
            home.Play(user, item, start, elapsed, watched, isShort: random.Next(6) == 0, resumes: resumes, running: random.Next(25) == 0);
        }

        return home;
    }
}

/// <summary>The definitions of docs/domain/statistics.md, computed play by play and as slowly as they are simple.</summary>
public sealed class SlowStatistics(Household home, TimeZoneInfo zone)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public IEnumerable<Play> Counted(ViewerId? viewer = null) =>
        home.Plays.Where(p => p is { IsShort: false, StoppedAt: not null } && (viewer is null || home.People[p.UserId].Id == viewer));

    public bool IsFirst(Play play) => !Counted().Any(e =>
        e.ChainNumber == play.ChainNumber && (e.StartedAt < play.StartedAt || (e.StartedAt == play.StartedAt && e.Number < play.Number)));

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    public long Plays(IEnumerable<Play> plays, DateOnly from, DateOnly to) => plays.Count(p => IsFirst(p) && DayOf(p.StartedAt) >= from && DayOf(p.StartedAt) <= to);

    /// <summary>Minute by minute: whoever elapsed on the day watched its share. Exact to the rounding of each day.</summary>
    public double WatchedMs(Play play, DateOnly from, DateOnly to)
    {
        var length = play.StoppedAt!.Value - play.StartedAt;
        length = length > Longest ? Longest : length;
        if (length <= TimeSpan.Zero)
        {
            return DayOf(play.StartedAt) >= from && DayOf(play.StartedAt) <= to ? play.WatchedMs : 0;
        }

        // Steps to the next full minute: days change on full minutes in every zone.
        var within = TimeSpan.Zero;
        var end = play.StartedAt + length;
        for (var at = play.StartedAt; at < end;)
        {
            var next = DateTimeOffset.FromUnixTimeSeconds(((at.ToUnixTimeSeconds() / 60) + 1) * 60);
            next = next > end ? end : next;
            var day = DayOf(at);
            within += day >= from && day <= to ? next - at : TimeSpan.Zero;
            at = next;
        }

        return play.WatchedMs * (within / length);
    }

    public double WatchedMs(IEnumerable<Play> plays, DateOnly from, DateOnly to) => plays.Sum(p => WatchedMs(p, from, to));
}
