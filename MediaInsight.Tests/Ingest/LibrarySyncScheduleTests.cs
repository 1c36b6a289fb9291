using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Ingest;
using MediaInsight.Libraries;
using MediaInsight.Tests.Drivers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

/// <summary>The library is kept up to date by the clock alone.</summary>
public sealed class LibrarySyncScheduleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_film_added_after_the_full_reading_shows_without_being_asked_for()
    {
        using var shelves = new Shelves();
        shelves.Film(1);
        await using var house = new WatchedHouse { Library = shelves };
        await house.StartAsync();
        await house.Get<SettingsStore>().SetAsync(new LibrariesSettings { RefreshSeconds = 10 }, Token);
        await UntilRunsAsync(house, 1);

        shelves.Film(2)["DateCreated"] = house.Time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        await UntilRunsAsync(house, 2);

        await using var db = await house.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        Assert.Equal([(true, 1), (false, 1)], (await db.LibrarySyncRuns.OrderBy(r => r.Id).ToListAsync(Token)).Select(r => (r.IsFull, r.Added)));
        Assert.Equal(["Film 1", "Film 2"], await db.MediaItems.Where(i => i.ListedAt != null).OrderBy(i => i.Title).Select(i => i.Title).ToListAsync(Token));
    }

    [Fact]
    public void Changes_are_asked_for_each_minute_a_hundred_items_at_a_time_of_two_servers_at_once() =>
        Assert.Equal((60, 100, 2), (new LibrariesSettings().RefreshSeconds, new LibrariesSettings().RefreshChunkSize, LibrarySyncs.AtOnce));

    /// <summary>Time goes by second by second.</summary>
    private static Task UntilRunsAsync(WatchedHouse house, int runs) => PipelineRig.UntilAsync(() =>
    {
        house.Time.Advance(1.Seconds());
        using var db = house.Get<IDbContextFactory<MediaInsightDb>>().CreateDbContext();
        return db.LibrarySyncRuns.Count() >= runs;
    });
}
