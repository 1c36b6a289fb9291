using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Viewers;

public sealed class PersonMergesTests : IAsyncLifetime
{
    private readonly PeopleDesk _desk = new();
    private Viewer _ann = null!;
    private Viewer _anna = null!;
    private ServerUser _onPlex = null!;
    private ServerUser _onEmby = null!;

    public ValueTask InitializeAsync()
    {
        var home = _desk.Home;
        var plex = home.Server("Plex");
        var emby = home.Server("Emby", ServerKind.Emby);
        _ann = home.Person("Ann");
        _anna = home.Person("Anna S.");
        _onPlex = home.Account(plex, _ann);
        _onEmby = home.Account(emby, _anna);
        var ben = home.Account(plex, home.Person("Ben"));
        for (var day = 1; day <= 6; day++)
        {
            home.Play(_onPlex, home.Item(plex, MediaKind.Movie, $"Film {day}"), PeopleDesk.Now.AddDays(-day), TimeSpan.FromMinutes(50 + day), address: "10.0.0.1");
            home.Play(_onEmby, home.Item(emby, MediaKind.Movie, $"Film {day}"), PeopleDesk.Now.AddDays(-day).AddHours(3), TimeSpan.FromMinutes(20 + day), address: "10.0.0.2");
            home.Play(ben, home.Item(plex, MediaKind.Movie, $"Film {day}"), PeopleDesk.Now.AddDays(-day).AddHours(5), TimeSpan.FromMinutes(10));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task People_of_one_name_are_told_apart_by_their_servers_where_one_is_chosen()
    {
        var home = _desk.Home;
        home.Account(home.Server("Jellyfin", ServerKind.Jellyfin), home.Person("ann"));

        var people = await _desk.Get<IPeople>().ListAsync(TestContext.Current.CancellationToken);
        var choices = await _desk.Get<HistoryOptions>().ReadAsync(ReadScope.Everything, TestContext.Current.CancellationToken);

        Assert.Equal(["Ann (Plex)", "Anna S.", "Ben", "ann (Jellyfin)"], people.Select(p => p.Label).Order(StringComparer.Ordinal));
        Assert.Equal(["Ann (Plex)", "Anna S.", "Ben", "ann (Jellyfin)"], choices.Viewers.Select(v => v.Label).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_merged_person_has_the_sums_of_both_and_undoing_gives_every_figure_back()
    {
        var before = await _desk.FiguresAsync();
        var plays = await PlaysAsync();
        var (ann, anna) = (await TopAsync("Ann"), await TopAsync("Anna S."));

        var merged = await _desk.Merges.MergeAsync(PeopleDesk.By, _anna.Id, _ann.Id, TestContext.Current.CancellationToken);

        Assert.Equal(new(null, _ann.Id), merged);
        var both = await TopAsync("Ann");
        Assert.Equal((12, ann.WatchedMs + anna.WatchedMs), (both.Plays, both.WatchedMs));
        Assert.DoesNotContain("Anna S.", (await _desk.Get<IPeople>().ListAsync(TestContext.Current.CancellationToken)).Select(p => p.Name));
        Assert.Equal(_ann.Id, await _desk.Get<PersonRecords>().MergedIntoAsync(_anna.Id, TestContext.Current.CancellationToken));
        Assert.Equal(plays, await PlaysAsync());

        var entry = Assert.Single(await _desk.Merges.HistoryAsync(_ann.Id, TestContext.Current.CancellationToken));
        Assert.Equal(("Anna S.", "Ann", true), (entry.FromName, entry.IntoName, entry.CanUndo));
        Assert.Null((await _desk.Merges.UndoAsync(PeopleDesk.By, entry.Id, TestContext.Current.CancellationToken)).Problem);

        Assert.Equal(before, await _desk.FiguresAsync());
        Assert.Equal(plays, await PlaysAsync());
        Assert.NotNull((await _desk.Merges.UndoAsync(PeopleDesk.By, entry.Id, TestContext.Current.CancellationToken)).Problem);
        var audit = await _desk.ReadAsync(db => db.AuditEntries.AsNoTracking().OrderBy(a => a.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal([PeopleActions.Merged, PeopleActions.Undone], audit.Select(a => a.Action));
        Assert.DoesNotContain(audit, a => $"{a.Target}{a.Detail}".Contains("Ann", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_is_split_off_with_its_plays_and_put_back()
    {
        await _desk.Merges.MergeAsync(PeopleDesk.By, _anna.Id, _ann.Id, TestContext.Current.CancellationToken);
        var before = await _desk.FiguresAsync();

        var split = await _desk.Merges.SplitAsync(PeopleDesk.By, _onPlex.Id, TestContext.Current.CancellationToken);

        Assert.Null(split.Problem);
        Assert.NotEqual(_ann.Id, split.Person);
        var profile = await _desk.Get<ViewerProfile>().ReadAsync(split.Person, AnalyticsFilter.AllTime, true, TimeZoneInfo.Utc, new(2026, 6, 1), ReadScope.Everything, TestContext.Current.CancellationToken);
        Assert.Equal((6, "10.0.0.1"), (profile!.Plays, Assert.Single(profile.Addresses!).Address));
        Assert.NotNull((await _desk.Merges.SplitAsync(PeopleDesk.By, _onPlex.Id, TestContext.Current.CancellationToken)).Problem);

        // The merge can no longer be undone as it was… but it still is: its own account did not move.
        var undo = (await _desk.Merges.HistoryAsync(null, TestContext.Current.CancellationToken))[0];
        Assert.Equal(MergeKind.Split, undo.Kind);
        Assert.Null((await _desk.Merges.UndoAsync(PeopleDesk.By, undo.Id, TestContext.Current.CancellationToken)).Problem);
        Assert.Equal(before, await _desk.FiguresAsync());
    }

    [Fact]
    public async Task What_moved_on_since_is_undone_from_the_end()
    {
        var ben = _desk.Home.People.Values.Single(p => p.Name == "Ben");
        await _desk.Merges.MergeAsync(PeopleDesk.By, _anna.Id, _ann.Id, TestContext.Current.CancellationToken);
        var figures = await _desk.FiguresAsync();
        await _desk.Merges.MergeAsync(PeopleDesk.By, _ann.Id, ben.Id, TestContext.Current.CancellationToken);
        var entries = await _desk.Merges.HistoryAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal([true, false], entries.Select(e => e.CanUndo));
        Assert.Contains("later step", (await _desk.Merges.UndoAsync(PeopleDesk.By, entries[1].Id, TestContext.Current.CancellationToken)).Problem, StringComparison.Ordinal);
        Assert.Equal(ben.Id, await _desk.Get<PersonRecords>().MergedIntoAsync(_anna.Id, TestContext.Current.CancellationToken));
        Assert.Null((await _desk.Merges.UndoAsync(PeopleDesk.By, entries[0].Id, TestContext.Current.CancellationToken)).Problem);
        Assert.Equal(figures, await _desk.FiguresAsync());
    }

    [Fact]
    public async Task A_sign_in_account_follows_its_person_and_comes_back_alone()
    {
        var token = TestContext.Current.CancellationToken;
        await _desk.ChangeAsync(db =>
        {
            db.Users.Add(new() { Id = "anna", UserName = "anna", NormalizedUserName = "ANNA", ViewerId = _anna.Id, OnlyOwnPlays = true, SecurityStamp = "old" });
            db.Users.Add(new() { Id = "ann", UserName = "ann", NormalizedUserName = "ANN", ViewerId = _ann.Id, OnlyOwnPlays = true, SecurityStamp = "old" });
            return Task.CompletedTask;
        });

        await _desk.Merges.MergeAsync(PeopleDesk.By, _anna.Id, _ann.Id, token);

        var anna = await _desk.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == "anna", token));
        Assert.Equal(_ann.Id, anna.ViewerId);
        Assert.NotEqual("old", anna.SecurityStamp);
        var seen = await _desk.Get<HistoryQuery>().PageAsync(new(), ReadScope.Only(anna.ViewerId!.Value), token);
        Assert.Equal(12, seen.Total);

        await _desk.Merges.UndoAsync(PeopleDesk.By, (await _desk.Merges.HistoryAsync(null, token))[0].Id, token);
        var users = await _desk.ReadAsync(db => db.Users.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.ViewerId, token));
        Assert.Equal((_anna.Id, _ann.Id), (users["anna"], users["ann"]));
        Assert.Equal(6, (await _desk.Get<HistoryQuery>().PageAsync(new(), ReadScope.Only(_anna.Id), token)).Total);
    }

    [Fact]
    public async Task Every_figure_of_a_person_can_be_read_for_one_account()
    {
        var token = TestContext.Current.CancellationToken;
        await _desk.Merges.MergeAsync(PeopleDesk.By, _anna.Id, _ann.Id, token);

        async Task<ViewerProfileResult> OfAsync(ServerUserId? account) =>
            (await _desk.Get<ViewerProfile>().ReadAsync(_ann.Id, AnalyticsFilter.AllTime with { User = account }, true, TimeZoneInfo.Utc, new(2026, 6, 1), ReadScope.Everything, token))!; // non-null: known

        var (all, plex, emby) = (await OfAsync(null), await OfAsync(_onPlex.Id), await OfAsync(_onEmby.Id));
        Assert.Equal((12, 6, 6), (all.Plays, plex.Plays, emby.Plays));
        Assert.Equal(all.WatchedMs, plex.WatchedMs + emby.WatchedMs);
        Assert.Equal(all.Calendar.WatchedMs, plex.Calendar.WatchedMs + emby.Calendar.WatchedMs);
        Assert.Equal(["10.0.0.1"], plex.Addresses!.Select(a => a.Address));
        Assert.All(emby.Recent, r => Assert.Equal(_onEmby.Id, r.UserId));
        Assert.Equal(6, (await _desk.Get<HistoryQuery>().PageAsync(new() { Viewer = _ann.Id, User = _onPlex.Id }, ReadScope.Everything, token)).Total);
    }

    [Fact]
    public async Task Suggestions_come_with_what_each_side_brings_and_a_no_is_kept()
    {
        var token = TestContext.Current.CancellationToken;
        await _desk.ChangeAsync(db => db.ServerUsers.Where(u => u.Id == _onPlex.Id || u.Id == _onEmby.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, "ann@example.org"), token));
        var candidates = _desk.Get<MergeCandidates>();

        var found = Assert.Single(await candidates.SuggestAsync(token));
        Assert.Equal((6, 6), (found.From.Plays, found.Into.Plays));
        Assert.Contains("the same e-mail address", found.Suggestion!.Reasons);
        Assert.Equal(1, await candidates.CountAsync(token));

        // Somebody incognito would be told by it.
        await _desk.Get<Incognito>().SetAsync(PeopleDesk.By, _ann.Id, true, token);
        Assert.Equal(0, await candidates.CountAsync(token));
        Assert.NotNull((await _desk.Merges.MergeAsync(PeopleDesk.By, _anna.Id, _ann.Id, token)).Problem);
        await _desk.Get<Incognito>().SetAsync(PeopleDesk.By, _ann.Id, false, token);

        await _desk.Merges.DismissAsync(PeopleDesk.By, found.From.Id, found.Into.Id, token);
        Assert.Empty(await candidates.SuggestAsync(token));
    }

    [Theory]
    [InlineData(89, "Lounge", "10.9.9.9", true)]
    [InlineData(91, "Lounge", "10.9.9.9", false)]
    [InlineData(89, "Lounge", "10.9.9.8", false)]
    [InlineData(89, "Kitchen", "10.9.9.9", false)]
    [InlineData(89, "Web", "10.9.9.9", false)]
    public async Task A_device_that_two_shared_lately_at_one_address_suggests_that_they_are_one(int daysAgo, string device, string address, bool isSuggested)
    {
        var home = _desk.Home;
        var name = device == "Web" ? "Web" : "Lounge";
        home.Play(_onPlex, home.Items[home.Plays.First(p => p.UserId == _onPlex.Id).MediaItemId], PeopleDesk.Now.AddDays(-3), TimeSpan.FromMinutes(30), device: home.Device(home.Servers[0], name), address: "10.9.9.9");
        home.Play(_onEmby, home.Items[home.Plays.First(p => p.UserId == _onEmby.Id).MediaItemId], PeopleDesk.Now.AddDays(-daysAgo), TimeSpan.FromMinutes(30), device: home.Device(home.Servers[1], device), address: address);

        var found = await _desk.Get<MergeCandidates>().SuggestAsync(TestContext.Current.CancellationToken);

        Assert.Equal(isSuggested ? ["the same device at the same address"] : [], found.SelectMany(c => c.Suggestion!.Reasons)); // non-null: these are suggested
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public async Task A_count_goes_by_shared_devices_of_the_last_hour_and_the_page_by_those_of_now(int minutesLater, int count)
    {
        var (home, token, candidates) = (_desk.Home, TestContext.Current.CancellationToken, _desk.Get<MergeCandidates>());
        Assert.Equal(0, await candidates.CountAsync(token));
        home.Play(_onPlex, home.Items[home.Plays.First(p => p.UserId == _onPlex.Id).MediaItemId], PeopleDesk.Now.AddDays(-3), TimeSpan.FromMinutes(30), device: home.Device(home.Servers[0], "Lounge"), address: "10.9.9.9");
        home.Play(_onEmby, home.Items[home.Plays.First(p => p.UserId == _onEmby.Id).MediaItemId], PeopleDesk.Now.AddDays(-2), TimeSpan.FromMinutes(30), device: home.Device(home.Servers[1], "Lounge"), address: "10.9.9.9");
        _desk.Time.Advance(TimeSpan.FromMinutes(minutesLater));

        Assert.Equal(count, await candidates.CountAsync(token));
        Assert.Single(await candidates.SuggestAsync(token));
        Assert.Equal(1, await candidates.CountAsync(token));
    }

    private async Task<TopViewer> TopAsync(string name) =>
        (await _desk.Get<TopViewers>().ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 50, TimeZoneInfo.Utc, ReadScope.Everything, TestContext.Current.CancellationToken)).Single(v => v.Name == name);

    private async Task<string> PlaysAsync() =>
        System.Text.Json.JsonSerializer.Serialize(await _desk.ReadAsync(db => db.Plays.AsNoTracking().OrderBy(p => p.Number).ToListAsync(TestContext.Current.CancellationToken)));
}
