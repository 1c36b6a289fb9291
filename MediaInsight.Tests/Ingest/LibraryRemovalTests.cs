using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

public sealed class LibraryRemovalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_taken_away_leaves_nothing_of_its_libraries()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 6; i++)
        {
            rig.Shelves.Film(i);
        }

        await rig.ReadAsync();
        await rig.PlayAsync(1, "Film 1");
        rig.Time.Advance(TimeSpan.FromDays(1));
        rig.Shelves.Remove(1);
        rig.Shelves.Film(101, "Film 1", "tt1");
        Assert.Equal(1, (await rig.ReadAsync()).Relinked);

        await new ServerHistory(rig.Writer, new PeopleDirectory(rig.Db)).RemoveAsync(rig.Server.Id, Token);

        Assert.Equal((0, 0, 0, 0), await rig.AskAsync(async db => (await db.MediaItems.CountAsync(Token), await db.MediaFiles.CountAsync(Token), await db.MediaProviderIds.CountAsync(Token), await db.MediaRelinks.CountAsync(Token))));
        Assert.Equal((0, 0, 0), await rig.AskAsync(async db => (await db.Libraries.CountAsync(Token), await db.LibrarySyncStates.CountAsync(Token), await db.LibrarySyncRuns.CountAsync(Token))));
    }

    [Fact]
    public void What_a_reading_met_is_remembered_in_a_bit_per_row()
    {
        var seen = new SeenItems();
        for (var i = 1; i <= 100_000; i++)
        {
            Assert.True(seen.Add(new(i)));
        }

        Assert.False(seen.Add(new(4711)));
        var bytes = seen.ToBytes();
        var again = SeenItems.Of(bytes);
        Assert.InRange(bytes.Length, 12_000, 13_000);
        Assert.Equal((100_000, true, true, false, false), (again.Count, again.Contains(new(1)), again.Contains(new(100_000)), again.Contains(new(100_001)), again.Contains(new(0))));
        Assert.Equal(0, SeenItems.Of(null).Count);
        Assert.True(seen.Add(new(int.MaxValue)));
    }

    [Fact]
    public async Task Recent_lists_and_readings_speak_of_the_same_album_and_show_it_once()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Rows.Add(new() { ["Id"] = Drivers.Shelves.Id(5), ["Name"] = "Dawn", ["Type"] = "MusicAlbum", ["AlbumArtist"] = "Aurora Quartet", ["DateCreated"] = "2026-01-01T00:00:00Z" });
        rig.Shelves.Rows.Add(new() { ["Id"] = Drivers.Shelves.Id(6), ["Name"] = "First Light", ["Type"] = "Audio", ["Album"] = "Dawn", ["AlbumId"] = Drivers.Shelves.Id(5), ["AlbumArtist"] = "Aurora Quartet", ["DateCreated"] = "2026-01-01T00:00:00Z" });

        // As older versions stored it.
        await rig.Writer.RunAsync((db, token) => MediaItems.EnsureAsync(db, rig.Server.Id, new() { ExternalId = Drivers.Shelves.Id(5), Kind = MediaKind.Track, Title = "Dawn", GrandparentTitle = "Aurora Quartet" }, null, rig.Time.GetUtcNow(), token), Token);
        await rig.ReadAsync();

        Assert.Equal(MediaKind.Album, (await rig.ItemAsync(5)).Kind);
        var recent = await new MediaInsight.Analytics.RecentlyAdded(rig.Db).ReadAsync(null, 10, ReadScope.Everything, Token);
        Assert.Equal(("Dawn", "Aurora Quartet", 1), Assert.Single(recent) is var tile ? (tile.Title, tile.Detail, tile.Count) : default);
    }
}
