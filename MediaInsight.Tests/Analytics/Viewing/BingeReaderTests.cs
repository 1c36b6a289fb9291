using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using MediaInsight.Viewers;

namespace MediaInsight.Tests.Analytics.Viewing;

/// <summary>Runs of episodes, against cutting each person's plays wherever the show or half an hour goes by.</summary>
public sealed class BingeReaderTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 18, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Runs_of_random_evenings_agree(int seed)
    {
        using var home = Evenings(seed);
        var slow = new SlowStatistics(home, TimeZoneInfo.Utc);
        var filter = new AnalyticsFilter { From = new(2026, 6, 2), To = new(2026, 6, 20) };

        var result = await AskAsync(home, new() { Filter = filter, Limit = 500 });

        var expected = home.People.Values.Distinct().SelectMany(person => Runs(home, [.. slow.Counted(person.Id)
            .Where(p => p.Kind == MediaKind.Episode && slow.DayOf(p.StartedAt) >= filter.From && slow.DayOf(p.StartedAt) <= filter.To).OrderBy(p => p.StartedAt).ThenBy(p => p.Number)]))
            .Where(r => Episodes(home, r) >= 3)
            .Select(r => (Person: home.People[r[0].UserId].Name, Show: home.Items[r[0].MediaItemId].GrandparentTitle!, Episodes: Episodes(home, r), r[0].StartedAt, Watched: r.Sum(p => p.WatchedMs), Ended: r.Max(p => p.StoppedAt!.Value)))
            .ToList();
        Assert.True(expected.Count > 5);
        Assert.Equal(expected.Order(), result.Longest.Select(s => (s.Viewer.Label!, s.Show.Label!, s.Episodes, s.StartedAt, s.WatchedMs, s.EndedAt)).Order());
        Assert.Equal(result.Longest.OrderByDescending(s => s.Episodes).Select(s => s.Episodes), result.Longest.Select(s => s.Episodes));
        Assert.Equal(expected.Count, result.Sessions);
        Assert.Equal(expected.GroupBy(e => e.Show).Select(g => (g.Key, g.Count(), g.Sum(e => e.Episodes), g.Max(e => e.Episodes))).Order(), result.ByShow.Select(s => (s.Key.Label!, s.Sessions, s.Episodes, s.Longest)).Order());
        Assert.Equal(expected.GroupBy(e => e.Person).Select(g => (g.Key, g.Count(), g.Sum(e => e.Watched))).Order(), result.ByViewer.Select(s => (s.Key.Label!, s.Sessions, s.WatchedMs)).Order());
        Assert.All(result.Longest, s => Assert.Equal((s.Show.Label, 1), (home.Items[s.First.Item].GrandparentTitle, s.First.Season)));
    }

    [Fact]
    public async Task Half_an_hour_is_no_break_a_minute_more_is_and_a_resumed_episode_is_one()
    {
        using var home = new Household();
        var server = home.Server("Attic");
        var ann = home.Account(server, home.Person("Ann"));
        var episodes = Enumerable.Range(1, 6).Select(n => home.Item(server, MediaKind.Episode, $"Part {n}", show: "Dark", season: 1, episode: n)).ToList();
        var hour = TimeSpan.FromHours(1);
        home.Play(ann, episodes[0], Start, hour);
        home.Play(ann, episodes[1], Start.AddMinutes(90), hour);
        home.Play(ann, episodes[1], Start.AddMinutes(155), hour);
        home.Play(ann, episodes[2], Start.AddMinutes(220), hour);
        home.Play(ann, episodes[3], Start.AddMinutes(311), hour);
        home.Play(ann, episodes[4], Start.AddMinutes(375), hour);

        var three = Assert.Single((await AskAsync(home, new())).Longest);
        var two = await AskAsync(home, new() { MinEpisodes = 2 });

        Assert.Equal((3, Start, Start.AddMinutes(280), 4 * 3_600_000L), (three.Episodes, three.StartedAt, three.EndedAt, three.WatchedMs));
        Assert.Equal(("Part 1", 1, "Part 3", 3), (three.First.Title, three.First.Episode, three.Last.Title, three.Last.Episode));
        Assert.Equal([3, 2], two.Longest.Select(s => s.Episodes));
        Assert.Equal((2, 5, 3), two.ByViewer.Select(s => (s.Sessions, s.Episodes, s.Longest)).Single());
        Assert.Equal(0, (await AskAsync(home, new() { Filter = new() { Kind = MediaKind.Movie } })).Sessions);
        Assert.Equal(0, (await AskAsync(home, new(), ReadScope.Only(new(99)))).Sessions);
    }

    private static List<List<Play>> Runs(Household home, List<Play> plays)
    {
        var runs = new List<List<Play>>();
        foreach (var play in plays)
        {
            if (runs.Count == 0 || home.Items[runs[^1][0].MediaItemId].GrandparentTitle != home.Items[play.MediaItemId].GrandparentTitle || play.StartedAt - runs[^1].Max(p => p.StoppedAt) > TimeSpan.FromMinutes(30))
            {
                runs.Add([]);
            }

            runs[^1].Add(play);
        }

        return runs;
    }

    private static int Episodes(Household home, List<Play> run) => run.Select(p => home.Items[p.MediaItemId].Title).Distinct().Count();

    private static Household Evenings(int seed)
    {
        var random = new Random(seed);
        var home = new Household();
        var servers = new[] { home.Server("Attic"), home.Server("Cellar") };
        var ann = home.Person("Ann");
        ServerUser[] users = [home.Account(servers[0], ann), home.Account(servers[1], ann, "ann2"), home.Account(servers[0], home.Person("Bob"))];
        var items = servers.ToDictionary(s => s.Id, s => new[] { "Dark", "Severance" }.Select(show => Enumerable.Range(1, 8).Select(n => home.Item(s, MediaKind.Episode, $"Part {n}", show: show, parent: "Season 1", season: 1, episode: n)).ToArray()).ToArray());
        var film = servers.ToDictionary(s => s.Id, s => home.Item(s, MediaKind.Movie, "Stalker"));
        foreach (var person in new[] { users[..2], users[2..] })
        {
            var at = Start;
            for (var i = 0; i < 110; i++)
            {
                var user = person[random.Next(8) == 0 ? person.Length - 1 : 0];
                var show = items[user.ServerId][random.Next(6) == 0 ? 1 : 0];
                MediaItem item = random.Next(20) == 0 ? film[user.ServerId] : show[(i / (1 + random.Next(2))) % 8];
                var length = TimeSpan.FromMinutes(random.Next(10, 60));
                home.Play(user, item, at, length, isShort: random.Next(15) == 0, certainty: random.Next(25) == 0 ? PlayCertainty.Inferred : PlayCertainty.Observed);
                at += length + TimeSpan.FromMinutes(random.Next(10) switch { 0 => random.Next(40, 2000), 1 => random.Next(25, 35), 2 => -5, _ => random.Next(0, 20) });
            }
        }

        return home;
    }

    private static async Task<BingeResult> AskAsync(Household home, BingeRequest request, ReadScope? scope = null)
    {
        using var index = new PlayIndex(home.Db);
        return await new BingeReader(index, home.Db).ReadAsync(request, TimeZoneInfo.Utc, scope ?? ReadScope.Everything, Token);
    }
}
