using System.Net;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Identity;
using MediaInsight.Ingest;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.History.Changes;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

/// <summary>Somebody takes the recorded beginning of a play away; the server still tells of the whole of it.</summary>
public sealed class CatchUpAfterChangesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Eight = WatchedHouse.Eight;
    private readonly WatchedHouse _house = new();
    private ChangeLog _changes = null!;
    private PlayBin _bin = null!;
    private Play _stub = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IDbContextFactory<MediaInsightDb> Factory => _house.Get<IDbContextFactory<MediaInsightDb>>();

    /// <summary>Ann's film begins a minute before an outage and ends within it; the history cannot be read yet.</summary>
    public async ValueTask InitializeAsync()
    {
        _house.BrokenLog = HttpStatusCode.Forbidden;
        _house.Plays.Add(new("ann", "f1", Eight + 7.Minutes(), Eight + 15.Minutes()));
        _house.Outages.Add((Eight + 8.Minutes(), Eight + 18.Minutes()));
        await _house.StartAsync();
        await _house.LiveUntilAsync(Eight + 20.Minutes());
        await _house.CaughtUpAsync();
        var audit = new AuditLog(_house.Get<DatabaseWriter>(), _house.Time);
        _changes = new(Factory, _house.Get<DatabaseWriter>(), audit, _house.Time);
        _bin = new(_house.Get<DatabaseWriter>(), _changes, audit, _house.Time);
        _stub = Assert.Single(await _house.HistoryAsync());
        Assert.Equal(PlayCertainty.Observed, _stub.Certainty);
        Assert.InRange(_stub.StoppedAt!.Value, Eight + 7.Minutes(), Eight + 9.Minutes()); // non-null: the outage ended it
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task What_lies_in_the_bin_is_not_filled_in_and_comes_back_as_one_play()
    {
        var deleted = await DeleteAsync();
        Assert.Equal((1, 0, 1), await CatchUpAsync());

        await _bin.RestoreAsync(deleted, null, CareRig.Admin, null, Token);
        Assert.Equal((1, 0, 1), await CatchUpAsync());
        Assert.Equal(_stub.Number, Assert.Single(await _house.HistoryAsync()).Number);
    }

    [Fact]
    public async Task What_was_recognised_once_stays_away_when_it_is_deleted_for_good()
    {
        Assert.Equal((1, 0, 1), await CatchUpAsync());
        await _bin.PurgeAsync(await DeleteAsync(), null, CareRig.Admin, Token);

        Assert.Equal((1, 0, 1), await CatchUpAsync());
        Assert.Empty(await _house.HistoryAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_given_to_somebody_else_is_not_filled_in_for_its_former_owner(bool thenDeleted)
    {
        ViewerId ben;
        await using (var db = await Factory.CreateDbContextAsync(Token))
        {
            ben = await db.ServerUsers.Where(u => u.Name == "ben").Select(u => u.ViewerId).SingleAsync(Token);
        }

        var people = _house.Get<PeopleDirectory>();
        Assert.Equal(1, (await new PlayReassignment(Factory, _changes, people, _house.Time).AssignAsync(PlaySelection.Of([_stub.Number]), ben, CareRig.Admin, null, Token)).Done);
        if (thenDeleted)
        {
            await DeleteAsync();
        }

        Assert.Equal((1, 0, 1), await CatchUpAsync());
        Assert.Equal(thenDeleted ? 0 : 1, (await _house.HistoryAsync()).Count);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task What_went_over_to_a_rebuilt_server_is_filled_in_on_neither(bool onSuccessor, bool thenDeleted)
    {
        var other = new ServerId(77);
        await using (var db = await Factory.CreateDbContextAsync(Token))
        {
            db.Servers.Add(new() { Id = other, Kind = ServerKind.Jellyfin, Name = "Cellar, other", Url = "http://other/", EncryptedToken = "", CreatedAt = Eight });
            db.ServerUsers.Add(new() { ServerId = other, ExternalId = "other", ViewerId = await db.ServerUsers.Where(u => u.Name == "ann").Select(u => u.ViewerId).SingleAsync(Token), Name = "ann", FirstSeenAt = Eight });
            var item = await db.MediaItems.SingleAsync(i => i.ServerId == _house.Server.Id && i.ExternalId == "f1", Token);
            var same = new MediaItem { ServerId = other, ExternalId = "elsewhere", Fingerprint = 7, Kind = item.Kind, Title = item.Title, SearchText = item.SearchText, ListedAt = Eight };
            db.MediaItems.Add(same);
            item.ListedAt = Eight;
            await db.SaveChangesAsync(Token);
            db.MediaProviderIds.AddRange(new[] { item.Id, same.Id }.Select(id => new MediaProviderId { MediaItemId = id, Provider = "tmdb", Value = "1398" }));
            await db.SaveChangesAsync(Token);
        }

        await MoveAsync(_house.Server.Id, other);
        if (onSuccessor)
        {
            // The one that was built anew is the one that is read; the other goes, with all that is left on it.
            await MoveAsync(other, _house.Server.Id);
            await _house.Get<ServerHistory>().RemoveAsync(other, Token);
        }

        if (thenDeleted)
        {
            await DeleteAsync();
        }

        Assert.Equal((1, 0, 1), await CatchUpAsync());
        Assert.Equal(thenDeleted ? [] : new[] { _stub.Number }, (await _house.HistoryAsync()).Select(p => p.Number));
    }

    private async Task MoveAsync(ServerId from, ServerId to)
    {
        var move = new ServerMove(Factory, _changes);
        Assert.Equal(1, (await move.RunAsync((await move.PlanAsync(from, to, null, Token))!, CareRig.Admin, null, Token)).Done); // non-null: both are there
    }

    private async Task<long> DeleteAsync() =>
        (await _bin.DeleteAsync(PlaySelection.Of([_stub.Number]), CareRig.Admin, "Deleted", null, Token)).ChangeId!.Value; // non-null: one was deleted

    private async Task<(int Found, int Added, int Known)> CatchUpAsync()
    {
        _house.BrokenLog = null;
        var run = await _house.Get<CatchUp>().RunAsync(_house.Server, Token);
        Assert.Null(run.Problem);
        return (run.Found, run.Derived + run.Inferred, run.Known);
    }
}
