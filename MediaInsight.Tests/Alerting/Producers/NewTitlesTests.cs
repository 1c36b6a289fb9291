using MediaInsight.Alerting.Producers;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Ingest;
using MediaInsight.Jobs;
using MediaInsight.Libraries;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Tests.Alerting.Rules;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Ingest;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Household = MediaInsight.Tests.Analytics.Household;

namespace MediaInsight.Tests.Alerting.Producers;

/// <summary>Which titles of a library are told as new, and which of them together.</summary>
public sealed class NewTitlesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_reading_tells_of_no_title_and_of_itself()
    {
        using var rig = await LibraryRig.StartAsync();
        New(rig.Shelves.Film(1));
        await rig.ReadAsync();

        var happened = Assert.Single(await EventsAsync(rig));
        Assert.Equal(EventTopics.LibrarySynced, happened.Topic);
        Assert.Contains("\"added\":1", happened.Facts);
    }

    [Fact]
    public async Task A_new_film_is_told_alone_and_one_the_server_has_had_for_long_is_not()
    {
        using var rig = await LibraryRig.StartAsync();
        await rig.ReadAsync();
        New(rig.Shelves.Film(1, "Fresh"));
        rig.Shelves.Film(2, "Old");
        await rig.ReadAsync();
        await rig.ReadAsync();

        var film = await rig.ItemAsync(1);
        Assert.Equal(film.Id, Assert.Single(await EventsAsync(rig), e => e.Topic == EventTopics.MediaAdded).MediaItemId);
    }

    [Fact]
    public async Task Episodes_of_a_season_are_told_together_when_none_has_followed_for_five_minutes()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Show(1, "Winter");
        await rig.ReadAsync();
        var log = new EventLog(rig.Writer);
        using var grouping = new MediaGrouping(rig.Db, rig.Writer, log, rig.Time, NullLogger<MediaGrouping>.Instance);
        foreach (var episode in new[] { 1, 2, 3 })
        {
            New(rig.Shelves.Episode(10 + episode, 1, "Winter", 1, episode));
            New(rig.Shelves.Episode(20 + episode, 1, "Winter", 1, episode + 10))["SeasonId"] = Shelves.Id(2002);
            await rig.ReadAsync();
            await grouping.PassAsync(Token);
            rig.Time.Advance(4.Minutes());
        }

        Assert.DoesNotContain(await EventsAsync(rig), e => e.Topic == EventTopics.MediaAdded);
        rig.Time.Advance(1.Minutes());
        await grouping.PassAsync(Token);
        await grouping.PassAsync(Token);

        var added = (await EventsAsync(rig)).FindAll(e => e.Topic == EventTopics.MediaAdded);
        Assert.Equal(2, added.Count);
        Assert.Contains("\"count\":3", added[0].Facts);
        Assert.Contains("\"S01E01 Part 1\",\"S01E02 Part 2\",\"S01E03 Part 3\"", added[0].Facts);
        Assert.Contains("Winter – Season 1", added[0].Facts);
        Assert.DoesNotContain(await EventsAsync(rig), e => e.Topic == MediaInsight.Libraries.MediaAdditions.Waiting);
    }

    [Fact]
    public async Task Tracks_of_an_album_and_parts_of_a_podcast_are_told_as_one_each()
    {
        using var rig = new RuleRig();
        await rig.ListenAsync(EventTopics.MediaAdded);
        var home = new Household(rig.Studio.Db);
        var (server, now) = (home.Server("Cellar"), rig.Time.GetUtcNow());
        home.Item(server, MediaKind.Album, "The Album", parent: "The Band", externalId: "album");
        home.Item(server, MediaKind.Podcast, "The Daily", externalId: "podcast");
        List<MediaItem> items =
        [
            home.Item(server, MediaKind.Track, "Second", show: "The Band", parent: "The Album", episode: 2, addedAt: now),
            home.Item(server, MediaKind.Track, "First", show: "The Band", parent: "The Album", episode: 1, addedAt: now),
            home.Item(server, MediaKind.PodcastEpisode, "Monday", show: "The Daily", addedAt: now),
            home.Item(server, MediaKind.PodcastEpisode, "Tuesday", show: "The Daily", addedAt: now),
            home.Item(server, MediaKind.Track, "Lone song", addedAt: now),
        ];
        var ids = items.ConvertAll(i => i.Id);
        await rig.Studio.Writer.RunAsync(async (db, token) =>
        {
            var stored = await db.MediaItems.Where(i => ids.Contains(i.Id)).ToListAsync(token);
            stored.ForEach(i => (i.ParentExternalId, i.GrandparentExternalId) = (i.ParentTitle is null ? null : "album", i.Kind == MediaKind.PodcastEpisode ? "podcast" : null));
            await ArrivalEvents.AddAsync(db, server.Id, stored.ConvertAll(i => new StoredItem(i.Id, ListedOutcome.Added, i.Title)), now, token);
        }, Token);
        using var grouping = new MediaGrouping(rig.Studio.Db, rig.Studio.Writer, rig.Log, rig.Time, NullLogger<MediaGrouping>.Instance);
        await rig.PassAsync();
        Assert.Equal(["media.added: New: Lone song"], await rig.SaidAsync());

        rig.Time.Advance(MediaGrouping.Quiet);
        await grouping.PassAsync(Token);
        await rig.PassAsync();

        Assert.Equal(["media.added: New: The Band – The Album", "media.added: New: The Daily"], (await rig.SaidAsync())[1..]);
        var texts = (await rig.DeliveriesAsync()).ConvertAll(d => System.Text.Json.JsonSerializer.Deserialize<MediaInsight.Notifications.Notice>(d.Notice)!.Text); // non-null: written from one
        Assert.StartsWith("1. First, 2. Second", texts[1], StringComparison.Ordinal);
        Assert.StartsWith("Monday, Tuesday", texts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_titles_do_not_wait_for_a_time_that_a_clock_set_back_has_made_the_future()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Show(1, "Winter");
        await rig.ReadAsync();
        using var grouping = new MediaGrouping(rig.Db, rig.Writer, new(rig.Writer), rig.Time, NullLogger<MediaGrouping>.Instance);
        New(rig.Shelves.Episode(11, 1, "Winter", 1, 1));
        await rig.ReadAsync();

        rig.Time.Jump(-48.Hours());
        await grouping.PassAsync(Token);

        Assert.Single(await EventsAsync(rig), e => e.Topic == EventTopics.MediaAdded);
    }

    [Fact]
    public async Task New_titles_are_looked_up_and_written_together()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var number = 1; number <= 40; number++)
        {
            New(rig.Shelves.Film(number));
        }

        await rig.ReadAsync(50);
        var sql = new RecordedSql(rig.Db);
        await using var db = sql.CreateDbContext();
        var stored = (await db.MediaItems.ToListAsync(Token)).ConvertAll(i => new StoredItem(i.Id, ListedOutcome.Added, i.Title));
        var looks = 0;
        db.ChangeTracker.DetectingAllChanges += (_, _) => looks++;
        sql.Take();
        await ArrivalEvents.AddAsync(db, rig.Server.Id, stored, rig.Time.GetUtcNow(), Token);
        await ArrivalEvents.AddAsync(db, rig.Server.Id, stored, rig.Time.GetUtcNow(), Token);

        Assert.Equal((2, 2), (sql.Take().Count, looks));
        await db.SaveChangesAsync(Token);
        await ArrivalEvents.AddAsync(db, rig.Server.Id, stored, rig.Time.GetUtcNow(), Token);
        await db.SaveChangesAsync(Token);
        Assert.Equal(40, (await EventsAsync(rig)).Count(e => e.Topic == EventTopics.MediaAdded));
    }

    [Fact]
    public async Task A_library_that_fills_for_long_is_told_of_in_pieces_of_half_an_hour()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Show(1, "Winter");
        await rig.ReadAsync();
        using var grouping = new MediaGrouping(rig.Db, rig.Writer, new(rig.Writer), rig.Time, NullLogger<MediaGrouping>.Instance);
        for (var episode = 1; episode <= 8; episode++)
        {
            New(rig.Shelves.Episode(10 + episode, 1, "Winter", 1, episode));
            await rig.ReadAsync();
            await grouping.PassAsync(Token);
            rig.Time.Advance(4.Minutes());
        }

        await grouping.PassAsync(Token);

        Assert.Contains("\"count\":8", Assert.Single(await EventsAsync(rig), e => e.Topic == EventTopics.MediaAdded).Facts, StringComparison.Ordinal);
    }

    private static System.Text.Json.Nodes.JsonObject New(System.Text.Json.Nodes.JsonObject row)
    {
        row["DateCreated"] = "2026-05-01T11:00:00Z";
        return row;
    }

    private static async Task<GapLog> StartAsync(RuleRig rig)
    {
        var registry = new ServerRegistry(rig.Studio.Db, rig.Studio.Writer, new SecretProtector(new EphemeralDataProtectionProvider()), rig.Time);
        await registry.LoadAsync(Token);
        var gaps = new GapLog(rig.Studio.Writer, registry, rig.Log, rig.Time, NullLogger<GapLog>.Instance);
        await gaps.StartAsync(Token);
        return gaps;
    }

    private static Task<List<AppEvent>> EventsAsync(LibraryRig rig) => rig.AskAsync(db => db.AppEvents.AsNoTracking().OrderBy(e => e.Number).ToListAsync(Token));
}
