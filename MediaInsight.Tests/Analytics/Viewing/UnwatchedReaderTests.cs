using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class UnwatchedReaderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly Household _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Titles_that_nobody_played_in_the_range_are_told_by_age_or_size()
    {
        var server = _home.Server("Attic");
        var (ann, bob) = (_home.Account(server, _home.Person("Ann")), _home.Account(server, _home.Person("Bob")));
        MediaItem Film(string title, int daysAgo, long? size) => Listed(_home.Item(server, MediaKind.Movie, title, addedAt: Now.AddDays(-daysAgo)), size);
        var (stalker, _, mirror, _) = (Film("Stalker", 300, 10), Film("Solaris", 200, 40), Film("Mirror", 400, null), Film("Later", -3, 5));
        var show = Listed(_home.Item(server, MediaKind.Show, "Dark", addedAt: Now.AddDays(-100), externalId: "dark"), 70);
        Listed(_home.Item(server, MediaKind.Show, "Severance", addedAt: Now.AddDays(-90), externalId: "severance"), 60);
        var episode = Listed(_home.Item(server, MediaKind.Episode, "One", show: "Dark", season: 1, episode: 1), 7, i => i.GrandparentExternalId = "dark");
        Listed(_home.Item(server, MediaKind.Movie, "Gone", addedAt: Now.AddDays(-500)), 9, i => i.RemovedAt = Now.AddDays(-1));
        _home.Item(server, MediaKind.Movie, "Never listed", addedAt: Now.AddDays(-500));
        _home.Play(ann, stalker, Now.AddDays(-50), TimeSpan.FromHours(2));
        _home.Play(bob, episode, Now.AddDays(-1), TimeSpan.FromHours(1));
        _home.Play(ann, mirror, Now.AddDays(-1), TimeSpan.FromSeconds(5), isShort: true);

        var month = await AskAsync(new() { Filter = new() { From = new(2026, 6, 1), To = new(2026, 6, 15) } });
        var ever = await AskAsync(new() { Order = UnwatchedOrder.Largest, Limit = 2 });
        var anns = await AskAsync(new() { Filter = new() { Viewer = _home.People[ann.Id].Id, Kind = MediaKind.Episode } });

        Assert.Equal(["Mirror", "Stalker", "Solaris", "Severance"], month.Rows.Select(r => r.Title));
        Assert.Equal((4, 110L), (month.Total, month.SizeBytes));
        Assert.Equal(["Severance", "Solaris"], ever.Rows.Select(r => r.Title));
        Assert.Equal((4, 105L), (ever.Total, ever.SizeBytes));
        Assert.Equal([show.Id], anns.Rows.Where(r => r.Title == "Dark").Select(r => r.Item));
        Assert.Equal(2, anns.Total);
        Assert.Equal(0, (await AskAsync(new() { Filter = new() { Server = new(99) } })).Total);
        Assert.Empty((await AskAsync(new(), ReadScope.Only(_home.People[bob.Id].Id))).Rows);
    }

    private MediaItem Listed(MediaItem item, long? size, Action<MediaItem>? change = null)
    {
        using var db = _home.Db.CreateDbContext();
        db.Attach(item);
        (item.ListedAt, item.SizeBytes) = (item.AddedAt ?? Now.AddYears(-2), size);
        change?.Invoke(item);
        db.SaveChanges();
        db.Entry(item).State = EntityState.Detached;
        return item;
    }

    private async Task<UnwatchedResult> AskAsync(UnwatchedRequest request, ReadScope? scope = null)
    {
        using var index = new PlayIndex(_home.Db);
        return await new UnwatchedReader(index, _home.Db).ReadAsync(request, TimeZoneInfo.Utc, scope ?? ReadScope.Everything, Token);
    }
}
