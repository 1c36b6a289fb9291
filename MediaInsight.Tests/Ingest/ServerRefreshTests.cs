using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.Privacy;
using MediaInsight.Ingest;
using MediaInsight.Servers;
using MediaInsight.Tests.Components.Pages;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Ingest;

/// <summary>Accounts and libraries as a Jellyfin server lists them, one refresh after the other.</summary>
public sealed class ServerRefreshTests : IAsyncLifetime
{
    private const string Ann = """{"Id":"a1","Name":"ann","Policy":{"IsAdministrator":true}}""";
    private const string Ben = """{"Id":"b2","Name":"ben","Policy":{"IsAdministrator":false}}""";
    private const string Films = """{"Name":"Films","ItemId":"l1","CollectionType":"movies"}""";
    private const string Shows = """{"Name":"Shows","ItemId":"l2","CollectionType":"tvshows"}""";

    private Workbench _bench = null!;   // non-null: set before each test
    private MediaServer _server = null!;   // non-null: set before each test
    private ServerRefresh _refresh = null!;   // non-null: set before each test

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.WithAsync();
        _server = (await _bench.Get<ServerRegistry>().AddAsync(new(ServerKind.Jellyfin, "Den", "http://den/", "token", null), null, Token)).Server!; // non-null: the entry is valid
        var factory = _bench.Get<IDbContextFactory<MediaInsightDb>>();
        _refresh = new(_bench.Get<ServerRegistry>(), _bench.Get<ServerClients>(), _bench.Get<DatabaseWriter>(), new PeopleDirectory(factory), new DoNotTrack(factory, new(new byte[32])), _bench.Time, NullLogger<ServerRefresh>.Instance);
        _bench.Wire.On("/Items", """{"Items":[],"TotalRecordCount":0}""");
    }

    public async ValueTask DisposeAsync()
    {
        _refresh.Dispose();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Names_and_pictures_follow_the_server_and_an_account_that_goes_and_comes_back_stays_one()
    {
        await RunAsync([Ann, Ben], [Films]);
        var before = await AccountsAsync();
        await RunAsync([Ann.Replace("\"ann\"", "\"Anna\",\"PrimaryImageTag\":\"t9\"", StringComparison.Ordinal)], [Films]);
        var without = await AccountsAsync();
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync([Ann, Ben], [Films]);
        var after = await AccountsAsync();

        Assert.Equal([("ann", true), ("ben", false)], before.Select(u => (u.Name, u.IsAdministrator!.Value))); // non-null: the server tells it
        Assert.Equal([("Anna", null), ("ben", Workbench.Now)], without.Select(u => (u.Name, u.RemovedAt)));
        Assert.Contains("t9", without[0].AvatarPath, StringComparison.Ordinal);
        Assert.Equal([("ann", null), ("ben", null)], after.Select(u => (u.Name, u.RemovedAt)));
        Assert.Equal(before.Select(u => (u.Id, u.ViewerId)), after.Select(u => (u.Id, u.ViewerId)));
    }

    [Fact]
    public async Task An_empty_list_of_accounts_removes_nobody_and_one_that_only_plays_name_is_not_gone()
    {
        await RunAsync([Ann], [Films]);
        await _bench.Get<DatabaseWriter>().RunAsync((db, token) => ServerUsers.EnsureAsync(db, _server.Id, "guest", "guest", null, Workbench.Now, token), Token);

        await RunAsync([], [Films]);
        await RunAsync([Ben], [Films]);

        Assert.Equal([("ann", true), ("ben", false), ("guest", false)], (await AccountsAsync()).Select(u => (u.Name, u.RemovedAt is not null)));
    }

    [Fact]
    public async Task A_library_that_vanishes_is_kept_as_removed_and_returns_under_its_id()
    {
        await RunAsync([Ann], [Films, Shows]);
        var before = await LibrariesAsync();
        await RunAsync([Ann], [Films.Replace("\"Films\"", "\"Movies\"", StringComparison.Ordinal)]);
        var without = await LibrariesAsync();
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync([Ann], [Films]);
        var still = await LibrariesAsync();
        await RunAsync([Ann], [Shows]);
        var after = await LibrariesAsync();

        Assert.Equal([("Films", LibraryContent.Movies), ("Shows", LibraryContent.Shows)], before.Select(l => (l.Name, l.Content)));
        Assert.Equal([("Movies", null), ("Shows", Workbench.Now)], without.Select(l => (l.Name, l.RemovedAt)));
        Assert.Equal(Workbench.Now, still[1].RemovedAt);
        Assert.Equal([(before[0].Id, "Films", true), (before[1].Id, "Shows", false)], after.Select(l => (l.Id, l.Name, l.RemovedAt is not null)));
    }

    private Task<string> RunAsync(string[] users, string[] libraries)
    {
        _bench.Wire.On("/Users", $"[{string.Join(',', users)}]").On("/Library/VirtualFolders", $"[{string.Join(',', libraries)}]");
        return _refresh.RunAsync(_server, Token);
    }

    private async Task<List<ServerUser>> AccountsAsync()
    {
        await using var db = await _bench.OpenAsync();
        return await db.ServerUsers.AsNoTracking().OrderBy(u => u.ExternalId).ToListAsync(Token);
    }

    private async Task<List<MediaInsight.Libraries.MediaLibrary>> LibrariesAsync()
    {
        await using var db = await _bench.OpenAsync();
        return await db.Libraries.AsNoTracking().OrderBy(l => l.ExternalId).ToListAsync(Token);
    }
}
