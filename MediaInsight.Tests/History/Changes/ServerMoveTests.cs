using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Libraries;
using MediaInsight.Tests.Components.Pages.History;

namespace MediaInsight.Tests.History.Changes;

/// <summary>Ann watched on Attic (server 1), Bob on Cellar (server 2); both servers are set up anew.</summary>
public sealed class ServerMoveTests : IDisposable
{
    private static readonly ServerId Attic = new(1);
    private static readonly ServerId Cellar = new(2);
    private static readonly ServerId NewAttic = new(3);
    private static readonly ServerId NewCellar = new(4);

    private readonly CareRig _rig = new();
    private readonly ServerMove _move;

    public ServerMoveTests()
    {
        _move = new(_rig.Db, _rig.Changes);
        using var db = _rig.Db.CreateDbContext();
        foreach (var (id, kind, name) in new[] { (NewAttic, (ServerKind)1, "Attic anew"), (NewCellar, (ServerKind)2, "Cellar anew") })
        {
            db.Servers.Add(new() { Id = id, Kind = kind, Name = name, Url = $"http://{id}/", EncryptedToken = "", CreatedAt = CareRig.Now });
            db.Libraries.Add(new() { Id = new(id.Value), ServerId = id, ExternalId = "l", Name = id == NewAttic ? "Films" : "Shows" });
        }

        Account(db, 7, NewAttic, " ANN ", null);
        Account(db, 8, Attic, "carl", null);
        Account(db, 9, NewCellar, "robert", "BOB@example.org");
        Item(db, 11, NewAttic, MediaKind.Movie, "Stalker", ("tmdb", "1398"));
        Item(db, 12, Attic, MediaKind.Movie, "Only there", ("tmdb", "5"));
        Item(db, 20, Cellar, MediaKind.Show, "Breaking Bad", ("tvdb", "81189"));
        Item(db, 21, NewCellar, MediaKind.Show, "Breaking Bad (US)", ("tvdb", "81189"));
        Item(db, 22, NewCellar, MediaKind.Episode, "Ozymandias", null, 5, 14, "21");
        Item(db, 23, NewCellar, MediaKind.Episode, "Granite State", null, 5, 15, "21");
        db.MediaProviderIds.Add(new() { MediaItemId = new(1), Provider = "tmdb", Value = "1398" });
        db.PlayDevices.Add(PlayDevice.Of(NewAttic, new() { Name = "Living room", ClientName = "Plex for LG" }));
        db.SaveChanges();
        _rig.Sql("UPDATE server_users SET email = 'bob@example.org' WHERE id = 2; UPDATE media_items SET grandparent_external_id = '20' WHERE id = 2; UPDATE servers SET removed_at = 1 WHERE id = 1");
        _rig.Sql("UPDATE plays SET user_id = 8 WHERE number = 3; UPDATE plays SET media_item_id = 12 WHERE number = 5");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task What_has_a_counterpart_goes_over_as_the_preview_said_and_comes_back()
    {
        var before = _rig.Dump("plays");

        var plan = await _move.PlanAsync(Attic, NewAttic, null, Cancel);
        Assert.Equal(before, _rig.Dump("plays"));
        Assert.Equal((1, 2), (plan!.Plays, plan.Staying));
        Assert.Equal([new("carl", 1)], plan.OtherAccounts);
        Assert.Equal([new("Only there", 1)], plan.OtherTitles);
        Assert.Equal((new(7), (new(11), new LibraryId(3))), (plan.Accounts[new(1)], plan.Titles[new(1)]));

        var outcome = await _move.RunAsync(plan, CareRig.Admin, null, Cancel);

        Assert.Equal((1, 0), (outcome.Done, outcome.Skipped));
        Assert.Equal(["3|7|11|3|2"], _rig.Ask("SELECT server_id || '|' || user_id || '|' || media_item_id || '|' || library_id || '|' || device_id FROM plays WHERE number = 1"));
        Assert.Equal(1, (await _rig.History.PageAsync(new() { Server = NewAttic }, ReadScope.Everything, Cancel)).Total);
        Assert.Equal(["History of Attic moved to Attic anew"], (await _rig.Changes.ListAsync(5, Cancel)).Select(c => c.Summary));
        Assert.Equal(["server.move-history"], _rig.Ask("SELECT action FROM audit_entries"));

        await _rig.Undo.UndoAsync(outcome.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: one was moved
        Assert.Equal(before, _rig.Dump("plays"));
    }

    [Fact]
    public async Task Episodes_are_found_by_their_shows_ids_and_people_by_e_mail()
    {
        var plan = await _move.PlanAsync(Cellar, NewCellar, null, Cancel);

        Assert.Equal((3, 0), (plan!.Plays, plan.Staying));
        Assert.Equal((new(9), new MediaItemId(22)), (plan.Accounts[new(2)], plan.Titles[new(2)].Item));
    }

    [Fact]
    public async Task Two_of_one_name_and_other_products_are_no_counterparts_and_only_managers_move()
    {
        using (var db = _rig.Db.CreateDbContext())
        {
            Account(db, 10, NewAttic, "ann", null);
            db.SaveChanges();
        }

        var plan = await _move.PlanAsync(Attic, NewAttic, null, Cancel);

        Assert.Empty(plan!.Accounts);
        Assert.Equal(0, plan.Plays);
        Assert.Null(await _move.PlanAsync(Attic, NewCellar, null, Cancel));
        Assert.Null(await _move.PlanAsync(NewAttic, Attic, null, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _move.RunAsync(plan, CareRig.Reader, null, Cancel));
    }

    [Fact]
    public async Task When_the_old_server_is_deleted_what_went_over_stays_whole_and_cannot_go_back()
    {
        // The new server never met this device.
        _rig.Sql("DELETE FROM play_devices WHERE server_id = 3");
        using (var db = _rig.Db.CreateDbContext())
        {
            db.PlayEvents.AddRange(new[] { 1, 3 }.Select(n => new PlayEvent { PlayId = PlaySeed.Id(n), ServerId = Attic, Kind = PlayEventKind.Started, At = CareRig.Now }));
            db.SaveChanges();
        }

        var plan = await _move.PlanAsync(Attic, NewAttic, null, Cancel);
        var outcome = await _move.RunAsync(plan!, CareRig.Admin, null, Cancel);
        var before = await _rig.History.DetailsAsync(PlaySeed.Id(1), ReadScope.Everything, Cancel);
        await new ServerHistory(_rig.Writer, _rig.People).RemoveAsync(Attic, Cancel);

        Assert.Equal("Living room", before!.Row.DeviceName);
        Assert.Equal(before.Row, (await _rig.History.DetailsAsync(PlaySeed.Id(1), ReadScope.Everything, Cancel))!.Row);
        Assert.Equal([before.Row], (await _rig.History.PageAsync(new() { Server = NewAttic }, ReadScope.Everything, Cancel)).Items);
        Assert.Equal(["1"], _rig.Ask("SELECT p.number FROM play_events e LEFT JOIN plays p ON p.id = e.play_id"));

        Assert.False(Assert.Single(await _rig.Changes.ListAsync(5, Cancel)).MayBeUndone);
        await _rig.Undo.UndoAsync(outcome.ChangeId!.Value, CareRig.Admin, null, Cancel); // non-null: one was moved
        Assert.Equal(before.Row, (await _rig.History.DetailsAsync(PlaySeed.Id(1), ReadScope.Everything, Cancel))!.Row);
    }

    private static void Account(MediaInsightDb db, int id, ServerId server, string name, string? email) =>
        db.ServerUsers.Add(new() { Id = new(id), ServerId = server, ExternalId = $"new-{id}", ViewerId = new(1), Name = name, Email = email, FirstSeenAt = CareRig.Now });

    private static void Item(MediaInsightDb db, int id, ServerId server, MediaKind kind, string title, (string Provider, string Value)? known, int? season = null, int? episode = null, string? show = null)
    {
        db.MediaItems.Add(new()
        {
            Id = new(id),
            ServerId = server,
            ExternalId = $"{id}",
            Fingerprint = id,
            Kind = kind,
            Title = title,
            SearchText = Folding.Fold(title),
            ListedAt = CareRig.Now,
            SeasonNumber = season,
            EpisodeNumber = episode,
            GrandparentExternalId = show,
            LibraryId = new(server.Value),
        });
        if (known is var (provider, value))
        {
            db.MediaProviderIds.Add(new() { MediaItemId = new(id), Provider = provider, Value = value });
        }
    }
}
