using MediaInsight.Analytics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Tests.Analytics;

public sealed class UnobservedTimesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Household _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Gaps_are_clipped_to_the_time_asked_for_and_told_only_of_servers_the_reader_knows()
    {
        var attic = _home.Server("Attic");
        var cellar = _home.Server("Cellar");
        var gone = _home.Server("Gone", removedAt: Noon);
        var ann = _home.Person("Ann");
        _home.Account(attic, ann);
        await using (var db = _home.Db.CreateDbContext())
        {
            db.ServerGaps.AddRange(
                Gap(attic, -30, -20), Gap(attic, -5, 2), Gap(cellar, 1, null), Gap(gone, 0, 1));
            await db.SaveChangesAsync(Token);
        }

        var times = new UnobservedTimes(_home.Db);
        Task<IReadOnlyList<UnobservedStretch>> Read(ReadScope scope, ServerId? server = null, ViewerId? viewer = null) => times.ReadAsync(server, viewer, Noon, Noon.AddHours(3), scope, Token);

        Assert.Equal([new("Attic", Noon, Noon.AddHours(2)), new("Cellar", Noon.AddHours(1), Noon.AddHours(3))], await Read(ReadScope.Everything));
        Assert.Equal(["Attic"], (await Read(ReadScope.Only(ann.Id))).Select(s => s.ServerName));
        Assert.Equal(["Attic"], (await Read(ReadScope.Everything, viewer: ann.Id)).Select(s => s.ServerName));
        Assert.Equal(["Cellar"], (await Read(ReadScope.Everything, cellar.Id)).Select(s => s.ServerName));
        Assert.Empty(await Read(ReadScope.None));
    }

    [Fact]
    public async Task A_server_that_comes_and_goes_hides_no_outage_of_another()
    {
        var steady = _home.Server("Attic");
        var shaky = _home.Server("Shaky");
        await using (var db = _home.Db.CreateDbContext())
        {
            db.ServerGaps.AddRange(Enumerable.Range(0, ServerGaps.Limit + 5).Select(i => new ServerGap { ServerId = shaky.Id, StartedAt = Noon.AddMinutes(i), EndedAt = Noon.AddMinutes(i + 0.5), Reason = "Cannot connect." }));
            db.ServerGaps.Add(Gap(steady, -20, -19));
            await db.SaveChangesAsync(Token);
        }

        var gaps = new ServerGaps(_home.Db);
        var since = await gaps.SinceAsync(Noon.AddDays(-2), Token);

        Assert.Equal((1, ServerGaps.Limit), (since[steady.Id].Count(), since[shaky.Id].Count()));
        Assert.Equal((1, ServerGaps.Limit + 5), ((await gaps.OfAsync(steady.Id, Noon.AddDays(-2), Token)).Count, (await gaps.OfAsync(shaky.Id, Noon.AddDays(-2), Token)).Count));
        Assert.Equal("Attic", (await new UnobservedTimes(_home.Db).ReadAsync(null, null, Noon.AddDays(-2), Noon.AddDays(2), ReadScope.Everything, Token))[0].ServerName);
    }

    [Fact]
    public async Task Inferred_plays_stand_in_no_statistics()
    {
        var server = _home.Server("Attic");
        var ann = _home.Account(server, _home.Person("Ann"));
        var film = _home.Item(server, MediaKind.Movie, "Stalker");
        _home.Play(ann, film, Noon, TimeSpan.FromHours(1));
        var told = _home.Play(ann, film, Noon.AddHours(3), TimeSpan.Zero);
        await using (var db = _home.Db.CreateDbContext())
        {
            (await db.Plays.FindAsync([told.Number], Token))!.Certainty = MediaInsight.History.PlayCertainty.Inferred; // non-null: it was just stored
            await db.SaveChangesAsync(Token);
        }

        var figures = await new DashboardFigures(_home.Statistics, new(_home.Statistics)).ReadAsync(new(), TimeZoneInfo.Utc, new(2026, 3, 1), ReadScope.Everything, Token);

        Assert.Equal((1, 1, 3_600_000), (figures.TotalPlays, figures.PlaysToday, figures.WatchedTodayMs));
    }

    private static ServerGap Gap(MediaServer server, int from, int? to) => new() { ServerId = server.Id, StartedAt = Noon.AddHours(from), EndedAt = to is { } end ? Noon.AddHours(end) : null, Reason = "Cannot connect." };
}
