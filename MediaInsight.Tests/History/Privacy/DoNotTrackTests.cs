using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Ingest;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.History.Privacy;

public sealed class DoNotTrackTests
{
    private static readonly AuditContext By = new("olga", null, null);

    [Theory]
    [InlineData("account")]
    [InlineData("person")]
    [InlineData("library")]
    public async Task What_is_switched_off_while_it_plays_leaves_no_row_and_is_a_private_session(string what)
    {
        await using var rig = await PipelineRig.StartAsync();
        var tracking = Tracking(rig);
        await SeedLibraryAsync(rig);
        rig.Evening.Viewer("ann").Plays(InLibrary).For(30.Minutes()).Stops();
        rig.Evening.Viewer("ben").Plays(Films.Second).For(30.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings(5.Minutes()));
        Assert.Equal(2, await CountAsync(rig, db => db.Plays));

        await using var db = rig.Db.CreateDbContext();
        var ann = await db.ServerUsers.SingleAsync(u => u.Name == "ann", TestContext.Current.CancellationToken);
        var discarded = what switch
        {
            "account" => await tracking.SetAccountAsync(By, ann.Id, false, TestContext.Current.CancellationToken),
            "person" => await tracking.SetPersonAsync(By, ann.ViewerId, false, TestContext.Current.CancellationToken),
            _ => await tracking.SetLibraryAsync(By, (await db.Libraries.SingleAsync(TestContext.Current.CancellationToken)).Id, false, TestContext.Current.CancellationToken),
        };

        // At once, and all of it.
        Assert.Equal(1, discarded);
        Assert.Equal("ben", Assert.Single(await UsersOfPlaysAsync(rig)));
        await rig.SeeAsync(rig.Evening.Readings(5.Minutes()));
        var live = rig.Live.Feed.Current.Sessions;
        var hidden = Assert.Single(live, s => s.IsPrivate);
        Assert.Equal(("Private session", "Private session"), (hidden.PersonName, hidden.Session.Latest.Media.Title));
        Assert.Equal((null, null, null), (hidden.ViewerId, hidden.UserId, hidden.ItemId));
        Assert.Null(hidden.Session.Latest.Network.Address);
        Assert.Null(hidden.Session.Latest.Device.Name);
        Assert.Equal(8000, hidden.Session.Latest.BandwidthKbps);
        Assert.DoesNotContain(rig.Live.Read(ReadScope.Only(ann.ViewerId)).Sessions, s => s.IsPrivate);
        Assert.Equal("ben", live.Single(s => !s.IsPrivate).PersonName);

        // Until its end, and after a restart.
        await rig.RestartAsync();
        await rig.SeeAsync(rig.Evening.Readings());
        Assert.Equal("ben", Assert.Single(await UsersOfPlaysAsync(rig)));
        Assert.Equal(1, await CountAsync(rig, d => d.PlaySegments));
        Assert.Equal(1, await db.PlayEvents.Select(e => e.PlayId).Distinct().CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await CountAsync(rig, d => d.ActivePlays));
    }

    [Fact]
    public async Task A_play_that_begins_while_it_is_off_is_never_written_and_the_next_one_after_is()
    {
        await using var rig = await PipelineRig.StartAsync();
        var tracking = Tracking(rig);
        rig.Evening.Viewer("ann").Plays(Films.First).For(30.Minutes()).Idles(1.Minutes()).Plays(Films.Second).For(20.Minutes()).Idles(1.Minutes()).Plays(Films.Film).For(20.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings(31.Minutes()));
        await using var db = rig.Db.CreateDbContext();
        var ann = await db.ServerUsers.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await tracking.SetPersonAsync(By, ann.ViewerId, false, TestContext.Current.CancellationToken));

        await rig.SeeAsync(rig.Evening.Readings(10.Minutes()));
        Assert.Equal(1, await CountAsync(rig, d => d.Plays));

        // Switched on in the middle: that play stays unrecorded, and is shown by its name again.
        await tracking.SetPersonAsync(By, ann.ViewerId, true, TestContext.Current.CancellationToken);
        await rig.SeeAsync(rig.Evening.Readings(5.Minutes()));
        Assert.Equal("ann", Assert.Single(rig.Live.Feed.Current.Sessions).PersonName);
        await rig.SeeAsync(rig.Evening.Readings());

        var titles = await (from play in db.Plays join item in db.MediaItems on play.MediaItemId equals item.Id orderby play.StartedAt select item.Title).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Films.First.Media.Title, Films.Film.Media.Title], titles);
    }

    [Fact]
    public async Task A_library_that_only_the_stored_title_knows_counts_and_an_unknown_one_does_not()
    {
        await using var rig = await PipelineRig.StartAsync();
        await SeedLibraryAsync(rig);
        await using var db = rig.Db.CreateDbContext();
        var library = await db.Libraries.SingleAsync(TestContext.Current.CancellationToken);
        db.MediaItems.Add(new() { ServerId = library.ServerId, ExternalId = Films.First.Media.ExternalId, Fingerprint = 1, Kind = MediaKind.Episode, Title = "Episode 1", SearchText = "", LibraryId = library.Id });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await Tracking(rig).SetLibraryAsync(By, library.Id, false, TestContext.Current.CancellationToken);

        rig.Evening.Viewer("ann").Plays(Films.First).For(10.Minutes()).Stops();
        rig.Evening.Viewer("ben").Plays(Films.Second).For(10.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings());

        Assert.Equal(["ben"], await UsersOfPlaysAsync(rig));
    }

    [Fact]
    public async Task Plays_that_come_finished_are_left_out_too()
    {
        await using var rig = await PipelineRig.StartAsync();
        rig.Evening.Viewer("ann").Plays(Films.First).For(10.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings());
        await using var db = rig.Db.CreateDbContext();
        var ann = await db.ServerUsers.SingleAsync(TestContext.Current.CancellationToken);
        await Tracking(rig).SetAccountAsync(By, ann.Id, false, TestContext.Current.CancellationToken);
        await rig.Settings.SetAsync(new PrivacySettings { Addresses = AddressKeeping.Shortened }, TestContext.Current.CancellationToken);

        var stored = await new FinishedPlays(rig.Writer, rig.Settings, rig.DoNotTrack).StoreAsync([Finished("ann"), Finished("ben")], TestContext.Current.CancellationToken);

        Assert.Equal(1, stored);
        Assert.Equal(["203.0.113.0"], await db.Plays.Where(p => p.IpAddress != null && p.UserId != ann.Id).Select(p => p.IpAddress!).ToListAsync(TestContext.Current.CancellationToken));

        FinishedPlay Finished(string user) => new()
        {
            ServerId = rig.Evening.Server,
            User = new(user, user),
            Device = new() { Name = "tv" },
            Media = Films.Film.Media,
            IpAddress = "203.0.113.77",
            StartedAt = Evening.Begin.AddDays(-3),
            StoppedAt = Evening.Begin.AddDays(-3).AddHours(1),
            WatchedMs = 3_600_000,
        };
    }

    [Theory]
    [InlineData(AddressKeeping.Full, "192.168.1.20")]
    [InlineData(AddressKeeping.Shortened, "192.168.1.0")]
    [InlineData(AddressKeeping.None, null)]
    public async Task Addresses_are_kept_as_the_setting_says_and_home_stays_home(AddressKeeping keeping, string? kept)
    {
        await using var rig = await PipelineRig.StartAsync();
        await rig.Settings.SetAsync(new PrivacySettings { Addresses = keeping }, TestContext.Current.CancellationToken);
        rig.Evening.Viewer("ann").Plays(Films.Film).For(10.Minutes()).Stops();
        await rig.SeeAsync(rig.Evening.Readings(1.Minutes()));
        Assert.Equal(kept, Assert.Single(rig.Live.Feed.Current.Sessions).Session.Latest.Network.Address);
        await using var db = rig.Db.CreateDbContext();
        Assert.Equal(keeping == AddressKeeping.Full, (await db.ActivePlays.SingleAsync(TestContext.Current.CancellationToken)).SessionJson.Contains("192.168.1.20", StringComparison.Ordinal));
        await rig.SeeAsync(rig.Evening.Readings());

        var play = await db.Plays.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((kept, NetworkLocation.Lan), (play.IpAddress, play.Location));
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0")]
    [InlineData("no address", null)]
    [InlineData(null, null)]
    public void An_address_is_cut_to_its_network(string? address, string? network) => Assert.Equal(network, Addresses.Shorten(address));

    private static Title InLibrary => Films.First with { Media = Films.First.Media with { LibraryExternalId = "shows" } };

    internal static TrackingSwitch Tracking(PipelineRig rig) =>
        new(rig.Writer, rig.Db, rig.DoNotTrack, new(rig.People, rig.Registry, new PollRequests()), new AuditLog(rig.Writer, rig.Time));

    private static async Task SeedLibraryAsync(PipelineRig rig)
    {
        await using var db = rig.Db.CreateDbContext();
        db.Libraries.Add(new() { ServerId = rig.Evening.Server, ExternalId = "shows", Name = "Shows" });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> UsersOfPlaysAsync(PipelineRig rig)
    {
        await using var db = rig.Db.CreateDbContext();
        return await (from play in db.Plays join user in db.ServerUsers on play.UserId equals user.Id select user.Name).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<int> CountAsync<T>(PipelineRig rig, Func<MediaInsight.Data.MediaInsightDb, IQueryable<T>> rows)
    {
        await using var db = rig.Db.CreateDbContext();
        return await rows(db).CountAsync(TestContext.Current.CancellationToken);
    }
}
