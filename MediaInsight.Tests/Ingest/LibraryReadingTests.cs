using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Ingest;
using MediaInsight.Libraries;
using MediaInsight.Servers;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

public sealed class LibraryReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_library_is_read_page_by_page_with_its_files_and_ids()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 25; i++)
        {
            rig.Shelves.Film(i);
        }

        var steps = new List<(int, int?)>();
        var reading = rig.Reading();
        reading.Progressed += (done, total) => steps.Add((done, total));
        var tally = await reading.ReadAllAsync(Token);

        Assert.Equal((25, 25, 0, 0), (tally.Listed, tally.Added, tally.Changed, tally.Removed));
        Assert.Equal([(0, 25), (10, 25), (20, 25), (25, 25)], steps);
        var film = await rig.ItemAsync(7);
        Assert.Equal((MediaKind.Movie, "Film 7", "film 7", 2000, 1000L, 1, rig.Library.Id), (film.Kind, film.Title, film.SortTitle, film.Year, film.SizeBytes, film.FileCount, film.LibraryId));
        Assert.NotNull(film.PosterPath);
        Assert.Equal(("/films/7.mkv", "tt7"), await rig.AskAsync(async db => (
            await db.MediaFiles.Where(f => f.MediaItemId == film.Id).Select(f => f.Path!).SingleAsync(Token), await db.MediaProviderIds.Where(p => p.MediaItemId == film.Id).Select(p => p.Value).SingleAsync(Token))));
        var run = await rig.AskAsync(db => db.LibrarySyncRuns.SingleAsync(Token));
        Assert.Equal((true, LibrarySyncOutcome.Done, 25, 25), (run.IsFull, run.Outcome, run.Listed, run.Added));
        Assert.Equal(25, JsonNode.Parse(run.ChangesJson)!.AsArray().Count);
    }

    [Fact]
    public async Task An_unchanged_library_writes_no_title_the_second_time()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Show(1, "Polar Days");
        rig.Shelves.Episode(2, 1, "Polar Days", 1, 1);
        for (var i = 10; i <= 40; i++)
        {
            rig.Shelves.Film(i);
        }

        await rig.ReadAsync();
        var before = await rig.FileStateAsync();
        rig.Time.Advance(TimeSpan.FromHours(1));
        var writes = 0;
        await using (var db = rig.Db.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE writes (n INTEGER); CREATE TRIGGER w1 AFTER UPDATE ON media_items BEGIN INSERT INTO writes VALUES (1); END; CREATE TRIGGER w2 AFTER INSERT ON media_items BEGIN INSERT INTO writes VALUES (1); END; CREATE TRIGGER w3 AFTER UPDATE ON media_files BEGIN INSERT INTO writes VALUES (1); END", Token);
        }

        var tally = await rig.ReadAsync();

        await using (var db = rig.Db.CreateDbContext())
        {
            writes = await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM writes").SingleAsync(Token);
        }

        Assert.Equal((33, false, 0), (tally.Unchanged, tally.FoundAny, writes));
        Assert.Equal(before, await rig.FileStateAsync());
    }

    [Fact]
    public async Task Plays_that_were_stored_before_their_library_was_read_belong_to_it_afterwards()
    {
        using var rig = await LibraryRig.StartAsync();
        var other = await rig.AddLibraryAsync("lib2", "Other films");
        await rig.PlayAsync(1, "Film 1", m => m with { LibraryExternalId = null });
        await rig.PlayAsync(2, "Film 2", m => m with { LibraryExternalId = other.ExternalId });
        rig.Shelves.Film(1);
        rig.Shelves.Film(2);

        await rig.ReadAsync();

        Assert.Equal([rig.Library.Id, other.Id], await rig.AskAsync(db => db.Plays.OrderBy(p => p.Number).Select(p => p.LibraryId!.Value).ToListAsync(Token))); // non-null: both are filed

        await rig.Writer.RunAsync((db, token) => db.Plays.ExecuteUpdateAsync(s => s.SetProperty(p => p.LibraryId, (LibraryId?)null), token), Token);
        await rig.Writer.RunAsync((db, token) => PlayLibraries.FillAsync(db, [1L], token), Token);

        Assert.Equal([rig.Library.Id, null], await rig.AskAsync(db => db.Plays.OrderBy(p => p.Number).Select(p => p.LibraryId).ToListAsync(Token)));
    }

    [Fact]
    public async Task A_reading_that_breaks_off_goes_on_from_there_in_a_new_program()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 40; i++)
        {
            rig.Shelves.Film(i);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        rig.Shelves.Before = address =>
        {
            if (address.Contains("StartIndex=20", StringComparison.Ordinal))
            {
                stop.Cancel();
            }

            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Reading().ReadAllAsync(stop.Token));
        var state = await rig.States.OfAsync(rig.Library.Id, Token);
        Assert.Equal("1:20", state.Cursor);
        Assert.NotNull(state.RunningSince);
        var asked = new List<string>();
        rig.Shelves.Before = address =>
        {
            asked.Add(address);
            return null;
        };

        var tally = await rig.ReadAsync();

        Assert.Equal(2, asked.Count);
        Assert.Equal((40, 40, 0), (tally.Listed, tally.Added, tally.Removed));
        Assert.Equal(40, await rig.AskAsync(db => db.MediaItems.CountAsync(i => i.RemovedAt == null, Token)));
        var ended = await rig.States.OfAsync(rig.Library.Id, Token);
        Assert.Equal((null, null, null, 40), (ended.Cursor, ended.RunningSince, ended.Seen, ended.ListedCount));
    }

    [Fact]
    public async Task What_disappears_is_marked_and_kept_and_comes_back_under_its_id()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 5; i++)
        {
            rig.Shelves.Film(i);
        }

        await rig.ReadAsync();
        var row = rig.Shelves.Rows[2];
        rig.Shelves.Remove(3);
        var gone = await rig.ReadAsync();
        var removed = await rig.ItemAsync(3);
        rig.Shelves.Rows.Add(row);
        var back = await rig.ReadAsync();

        Assert.Equal((1, 0), (gone.Removed, back.Removed));
        Assert.Equal(("Film 3", rig.Time.GetUtcNow()), (removed.Title, removed.RemovedAt));
        Assert.NotNull(removed.PosterPath);
        Assert.Equal(1, back.Returned);
        Assert.Null((await rig.ItemAsync(3)).RemovedAt);
    }

    [Fact]
    public async Task A_library_that_all_but_vanishes_is_believed_the_second_time()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 10; i++)
        {
            rig.Shelves.Film(i);
        }

        await rig.ReadAsync();
        rig.Shelves.Rows.RemoveRange(0, 8);
        var first = await rig.ReadAsync();
        var doubted = await rig.States.OfAsync(rig.Library.Id, Token);
        var run = await rig.AskAsync(db => db.LibrarySyncRuns.OrderByDescending(r => r.Id).FirstAsync(Token));
        var second = await rig.ReadAsync();

        Assert.Equal((0, 8), (first.Removed, doubted.DoubtedCount));
        Assert.Contains("8 of 10 titles were missing", run.Message, StringComparison.Ordinal);
        Assert.Equal(8, second.Removed);
        Assert.Equal(0, (await rig.States.OfAsync(rig.Library.Id, Token)).DoubtedCount);
    }

    [Fact]
    public async Task A_list_shorter_than_the_server_says_removes_nothing_at_first()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 10; i++)
        {
            rig.Shelves.Film(i);
        }

        await rig.ReadAsync();
        rig.Shelves.Remove(4);
        rig.Shelves.TotalTooMuch = 1;
        rig.Shelves.Before = address => address.Contains("StartIndex=9", StringComparison.Ordinal) ? WireReplay.Text("""{"Items":[],"TotalRecordCount":10}""") : null;

        Assert.Equal(0, (await rig.ReadAsync()).Removed);
        Assert.Equal(1, (await rig.ReadAsync()).Removed);
    }

    [Fact]
    public async Task A_failed_page_removes_nothing_and_is_no_end()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 30; i++)
        {
            rig.Shelves.Film(i);
        }

        await rig.ReadAsync();
        rig.Shelves.Rows.Clear();
        rig.Shelves.Before = _ => WireReplay.Text("busy", "text/plain", HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<ServerFailure>(() => rig.ReadAsync());

        Assert.Equal(30, await rig.AskAsync(db => db.MediaItems.CountAsync(i => i.RemovedAt == null, Token)));
    }

    [Fact]
    public async Task A_list_without_end_ends_with_a_reason()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Film(1);
        rig.Shelves.Before = _ => WireReplay.Text($$"""{"Items":[{{rig.Shelves.Rows[0].ToJsonString()}}],"TotalRecordCount":1000000}""");

        var failure = await Assert.ThrowsAsync<ServerFailure>(() => rig.ReadAsync());

        Assert.Contains("does not end", failure.Message, StringComparison.Ordinal);
        Assert.True(rig.Shelves.Requests < 20);
        Assert.Null((await rig.ItemAsync(1)).RemovedAt);
    }

    [Fact]
    public async Task Edited_words_change_the_row_and_another_identity_makes_a_new_one()
    {
        using var rig = await LibraryRig.StartAsync();
        var edited = rig.Shelves.Film(1, "Lantern Bay");
        var reused = rig.Shelves.Film(2, "Old Title", "tt1000");
        await rig.ReadAsync();
        var first = await rig.ItemAsync(1);
        edited["Name"] = "Lantern Bay: Director's Cut";
        reused["Name"] = "Quite Another";
        reused["ProviderIds"] = new JsonObject { ["Imdb"] = "tt2000" };
        await rig.ReadAsync();
        await rig.ReadAsync();

        var same = await rig.ItemAsync(1);
        Assert.Equal((first.Id, "Lantern Bay: Director's Cut"), (same.Id, same.Title));
        var id = Shelves.Id(2);
        var two = await rig.AskAsync(db => db.MediaItems.AsNoTracking().Where(i => i.ExternalId == id).OrderBy(i => i.Id).ToListAsync(Token));
        Assert.Equal([("Old Title", true), ("Quite Another", false)], two.Select(i => (i.Title, i.RemovedAt is not null)));
    }

    [Fact]
    public async Task A_play_hits_the_listed_row_though_its_session_names_it_a_little_differently()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Film(1, "Lantern Bay");
        await rig.ReadAsync();
        await rig.PlayAsync(1, "Lantern Bay (Extended)");
        await rig.PlayAsync(1, "Lantern Bay");
        var item = await rig.ItemAsync(1);
        await rig.PlayAsync(1, "Something Else", m => m with { LastingId = "imdb://tt999" });

        Assert.Equal(2, await rig.AskAsync(db => db.Plays.CountAsync(p => p.MediaItemId == item.Id && p.LibraryId == rig.Library.Id, Token)));
        Assert.Equal(("Lantern Bay", 1000L), (item.Title, item.SizeBytes));
        Assert.Equal(2, await rig.AskAsync(db => db.MediaItems.CountAsync(Token)));
    }

    [Fact]
    public async Task A_title_known_from_plays_becomes_the_listed_one()
    {
        using var rig = await LibraryRig.StartAsync();
        await rig.PlayAsync(1, "Lantern bay");
        rig.Shelves.Film(1, "Lantern Bay");

        var tally = await rig.ReadAsync();

        Assert.Equal(1, tally.Added);
        Assert.Equal(("Lantern Bay", 1), (await rig.ItemAsync(1) is var item ? (item.Title, item.FileCount) : default));
    }

    [Fact]
    public async Task Shows_and_seasons_carry_the_sums_of_what_lies_below()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Show(1, "Polar Days");
        rig.Shelves.Rows.Add(new() { ["Id"] = Shelves.Id(1001), ["Name"] = "Season 1", ["Type"] = "Season", ["SeriesId"] = Shelves.Id(1), ["SeriesName"] = "Polar Days", ["IndexNumber"] = 1 });
        for (var i = 1; i <= 3; i++)
        {
            rig.Shelves.Episode(10 + i, 1, "Polar Days", 1, i);
        }

        await rig.ReadAsync();
        var (show, season) = (await rig.ItemAsync(1), await rig.ItemAsync(1001));
        rig.Shelves.Remove(12);
        await rig.ReadAsync();

        Assert.Equal((1500L, 3, 1500L, 3), (show.SizeBytes, show.FileCount, season.SizeBytes, season.FileCount));
        Assert.Equal((1000L, 2), (await rig.ItemAsync(1) is var now ? (now.SizeBytes, now.FileCount) : default));
    }

    [Fact]
    public async Task Changes_are_read_only_after_a_whole_reading_and_leave_no_trace_when_there_are_none()
    {
        using var rig = await LibraryRig.StartAsync();
        rig.Shelves.Film(1);
        Assert.Null(await rig.Reading().ReadChangesAsync(Token));
        await rig.ReadAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var none = await rig.Reading().ReadChangesAsync(Token);
        rig.Shelves.Film(2);
        var one = await rig.Reading().ReadChangesAsync(Token);

        Assert.Equal((false, 1), (none!.FoundAny, one!.Added));
        Assert.Equal([true, false], await rig.AskAsync(db => db.LibrarySyncRuns.OrderBy(r => r.Id).Select(r => r.IsFull).ToListAsync(Token)));
    }

    [Fact]
    public async Task A_slow_server_is_asked_for_smaller_pages()
    {
        using var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 30; i++)
        {
            rig.Shelves.Film(i);
        }

        rig.Shelves.Before = address => address.Contains("Limit=100", StringComparison.Ordinal) ? WireReplay.Text(new string(' ', (32 * 1024 * 1024) + 10)) : null;

        Assert.Equal(30, (await rig.ReadAsync(100)).Added);
    }
}
