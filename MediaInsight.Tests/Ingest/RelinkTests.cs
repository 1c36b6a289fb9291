using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Ingest;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Ingest;

public sealed class RelinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plays_follow_a_film_that_comes_back_under_another_id_and_return_when_that_is_undone()
    {
        using var rig = await FilmsAsync();
        await rig.PlayAsync(1, "Film 1");
        await rig.PlayAsync(1, "Film 1");
        rig.Shelves.Remove(1);
        rig.Shelves.Film(101, "Film 1", "tt1");

        var tally = await NextAsync(rig);

        var (old, now) = (await rig.ItemAsync(1), await rig.ItemAsync(101));
        Assert.Equal((1, 1, 1), (tally.Removed, tally.Added, tally.Relinked));
        Assert.Equal((0, 2), (await PlaysAsync(rig, old.Id), await PlaysAsync(rig, now.Id)));
        var link = Assert.Single(await rig.Relinks.ListAsync(10, Token));
        Assert.Equal((old.Id, now.Id, "The same imdb id: tt1.", (string?)null, 2), (link.Old.Id, link.New.Id, link.Reason, link.By, link.PlayCount));

        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.UndoAsync(link.Id, "owner", Token));
        Assert.Equal(RelinkOutcome.Unchanged, await rig.Relinks.UndoAsync(link.Id, "owner", Token));
        Assert.Equal(RelinkOutcome.NotFound, await rig.Relinks.UndoAsync(4711, "owner", Token));
        Assert.Equal((2, 0), (await PlaysAsync(rig, old.Id), await PlaysAsync(rig, now.Id)));
        Assert.NotNull((await rig.Relinks.ListAsync(10, Token))[0].UndoneAt);

        // What a person took back is not done again by the next reading, and can be done by hand.
        rig.Shelves.Film(102);
        Assert.Equal(0, (await NextAsync(rig)).Relinked);
        var candidate = Assert.Single(await rig.Relinks.CandidatesAsync(10, Token));
        Assert.Equal((old.Id, 2, now.Id), (candidate.Removed.Id, candidate.PlayCount, candidate.Choices[0].Id));
        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.LinkAsync(old.Id, now.Id, "owner", Token));
        Assert.Equal(RelinkOutcome.Unchanged, await rig.Relinks.LinkAsync(old.Id, now.Id, "owner", Token));
        Assert.Equal("owner", (await rig.Relinks.ListAsync(10, Token))[0].By);
        Assert.Empty(await rig.Relinks.CandidatesAsync(10, Token));
    }

    [Fact]
    public async Task Two_films_of_one_identity_are_left_to_a_person()
    {
        using var rig = await FilmsAsync();
        await rig.PlayAsync(1, "Film 1");
        rig.Shelves.Remove(1);
        rig.Shelves.Film(101, "Film 1", "tt1");
        rig.Shelves.Film(102, "Film 1 (4K)", "tt1");

        var tally = await NextAsync(rig);

        Assert.Equal(0, tally.Relinked);
        Assert.Equal(["Film 1", "Film 1 (4K)"], Assert.Single(await rig.Relinks.CandidatesAsync(10, Token)).Choices.Select(c => c.Title));
    }

    [Fact]
    public async Task The_same_title_with_another_identity_is_offered_and_not_linked()
    {
        using var rig = await FilmsAsync();
        await rig.PlayAsync(1, "Film 1");
        rig.Shelves.Remove(1);
        rig.Shelves.Film(101, "Film 1", "tt777");

        Assert.Equal(0, (await NextAsync(rig)).Relinked);
        Assert.Single(await rig.Relinks.CandidatesAsync(10, Token));
    }

    [Fact]
    public async Task Episodes_are_found_by_their_shows_ids_and_their_place()
    {
        using var rig = await FilmsAsync();
        rig.Shelves.Show(50, "Polar Days", "268592");
        rig.Shelves.Episode(51, 50, "Polar Days", 1, 1);
        rig.Shelves.Episode(52, 50, "Polar Days", 1, 2);
        await NextAsync(rig);
        await rig.PlayAsync(52, "Part 2", m => m with { Kind = MediaKind.Episode, GrandparentTitle = "Polar Days", ParentTitle = "Season 1", SeasonNumber = 1, EpisodeNumber = 2 });
        rig.Shelves.Rows.RemoveAll(r => r["Type"]!.GetValue<string>() is "Series" or "Episode");
        rig.Shelves.Show(60, "Polar Days (2022)", "268592");
        rig.Shelves.Episode(61, 60, "Polar Days (2022)", 1, 1);
        rig.Shelves.Episode(62, 60, "Polar Days (2022)", 1, 2);

        var tally = await NextAsync(rig);

        Assert.Equal(1, tally.Relinked);
        Assert.Equal(1, await PlaysAsync(rig, (await rig.ItemAsync(62)).Id));
        Assert.Equal("The same show by its ids, season 1, episode 2.", (await rig.Relinks.ListAsync(10, Token))[0].Reason);
    }

    [Fact]
    public async Task A_file_scanned_anew_without_any_ids_is_known_by_its_path_and_title()
    {
        using var rig = await FilmsAsync();
        rig.Shelves.Film(70, "Home Cut")["ProviderIds"] = new JsonObject();
        await NextAsync(rig);
        await rig.PlayAsync(70, "Home Cut");
        rig.Shelves.Remove(70);
        var again = rig.Shelves.Film(71, "Home Cut");
        again["ProviderIds"] = new JsonObject();
        again["MediaSources"]![0]!["Path"] = "/films/70.mkv";

        Assert.Equal(1, (await NextAsync(rig)).Relinked);
        Assert.Equal(1, await PlaysAsync(rig, (await rig.ItemAsync(71)).Id));
    }

    [Fact]
    public async Task Only_a_removed_title_can_be_linked_and_only_to_a_listed_one_of_its_kind()
    {
        using var rig = await FilmsAsync();
        rig.Shelves.Show(50, "Polar Days");
        await rig.PlayAsync(1, "Film 1");
        rig.Shelves.Remove(1);
        await NextAsync(rig);
        var (old, film, show) = ((await rig.ItemAsync(1)).Id, (await rig.ItemAsync(2)).Id, (await rig.ItemAsync(50)).Id);

        Assert.Equal(RelinkOutcome.Refused, await rig.Relinks.LinkAsync(film, old, "owner", Token));
        Assert.Equal(RelinkOutcome.Refused, await rig.Relinks.LinkAsync(old, show, "owner", Token));
        Assert.Equal(RelinkOutcome.NotFound, await rig.Relinks.LinkAsync(old, new(99999), "owner", Token));
        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.LinkAsync(old, film, "owner", Token));
    }

    [Fact]
    public async Task By_hand_any_title_that_is_gone_becomes_any_of_its_kind_in_whichever_library_and_comes_back()
    {
        using var rig = await FilmsAsync();
        var other = await rig.AddLibraryAsync("lib2", "Films 4K");
        await ReadCopiesAsync(rig, other, "Quite another name");
        await rig.PlayAsync(1, "Film 1");
        await rig.PlayAsync(1, "Film 1");
        await rig.PlayAsync(77, "Never listed");
        await rig.PlayAsync(78, "Evening news", media => media with { Kind = MediaKind.LiveTv });
        rig.Shelves.Remove(1);
        await NextAsync(rig);
        var byHand = new RelinkByHand(rig.Db);
        var (old, target) = ((await rig.ItemAsync(1)).Id, (await rig.ItemAsync(101)).Id);

        Assert.Equal([("Film 1", 2), ("Never listed", 1)], (await byHand.GoneAsync(null, 10, Token)).Select(g => (g.Title.Title, g.Plays)));
        var found = Assert.Single(await byHand.TargetsAsync(old, "ANOTHER quité", 10, Token));
        Assert.Equal((target, "Films 4K", 0), (found.Title.Id, found.Library, found.Plays));
        var preview = await byHand.PreviewAsync(old, target, Token);
        Assert.Equal(("Film 1", 2, "Quite another name", 0), (preview?.Old.Title.Title, preview?.Old.Plays, preview?.New.Title.Title, preview?.New.Plays));
        Assert.Null(await byHand.PreviewAsync(target, old, Token));
        Assert.Null(await byHand.OldAsync(target, Token));

        var before = await HistoryAsync(rig);
        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.LinkAsync(old, target, "owner", Token));
        Assert.Equal((0, 2, 2), (await PlaysAsync(rig, old), await PlaysAsync(rig, target), await rig.AskAsync(db => db.Plays.CountAsync(p => p.LibraryId == other.Id, Token))));
        Assert.Equal(before, await HistoryAsync(rig));
        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.UndoAsync((await rig.Relinks.ListAsync(1, Token))[0].Id, "owner", Token));
        Assert.Equal((2, 0), (await PlaysAsync(rig, old), await PlaysAsync(rig, target)));

        // What only plays tell of may be linked, too.
        var unlisted = (await rig.ItemAsync(77)).Id;
        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.LinkAsync(unlisted, target, "owner", Token));
    }

    /// <summary>All of the plays but what they are of.</summary>
    private static Task<List<string>> HistoryAsync(LibraryRig rig) =>
        rig.AskAsync(db => db.Plays.OrderBy(p => p.Number).Select(p => $"{p.Id} {p.UserId} {p.StartedAt} {p.StoppedAt} {p.WatchedMs} {p.ChainNumber} {p.DeviceId}").ToListAsync(Token));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_in_another_library_gets_nothing_of_a_film_whose_disk_is_away(bool wasEditedSince)
    {
        using var rig = await FilmsAsync();
        var other = await rig.AddLibraryAsync("lib2", "Films 4K");
        await ReadCopiesAsync(rig, other);
        await rig.PlayAsync(1, "Film 1");
        if (wasEditedSince)
        {
            await NextAsync(rig);
            await ReadCopiesAsync(rig, other, "Film 1: Restored");
        }

        var film = rig.Shelves.Rows[0];
        rig.Shelves.Remove(1);
        var gone = await NextAsync(rig);
        var candidate = Assert.Single(await rig.Relinks.CandidatesAsync(10, Token));
        rig.Shelves.Rows.Add(film);
        var back = await NextAsync(rig);

        Assert.Equal((1, 0, 1), (gone.Removed, gone.Relinked, back.Returned));
        Assert.Equal(((await rig.ItemAsync(1)).Id, 1, (await rig.ItemAsync(101)).Id), (candidate.Removed.Id, candidate.PlayCount, candidate.Choices[0].Id));
        Assert.Equal(1, await PlaysAsync(rig, (await rig.ItemAsync(1)).Id));
    }

    [Fact]
    public async Task A_film_that_moves_to_a_library_that_was_read_before_keeps_its_plays()
    {
        using var rig = await FilmsAsync();
        var other = await rig.AddLibraryAsync("lib2", "Children");
        var films = rig.Shelves.Rows.ToList();
        rig.Shelves.Rows.Clear();
        rig.Shelves.Film(201);
        await NextAsync(rig, other);
        await rig.PlayAsync(1, "Film 1");
        rig.Shelves.Film(101, "Film 1", "tt1");
        await NextAsync(rig, other);
        rig.Shelves.Rows.Clear();
        rig.Shelves.Rows.AddRange(films.Skip(1));

        Assert.Equal(1, (await NextAsync(rig)).Relinked);
        Assert.Equal(1, await rig.AskAsync(db => db.Plays.CountAsync(p => p.LibraryId == other.Id, Token)));
    }

    [Fact]
    public async Task A_library_built_anew_gets_the_plays_of_the_one_that_is_gone()
    {
        using var rig = await FilmsAsync();
        var other = await rig.AddLibraryAsync("lib2", "Films again");
        await rig.PlayAsync(1, "Film 1");
        rig.Time.Advance(TimeSpan.FromHours(1));
        var now = rig.Time.GetUtcNow();
        await rig.Writer.RunAsync((db, token) => db.Libraries.Where(l => l.Id == rig.Library.Id).ExecuteUpdateAsync(s => s.SetProperty(l => l.RemovedAt, now), token), Token);
        await ReadCopiesAsync(rig, other);
        rig.Time.Advance(TimeSpan.FromDays(1));
        await LibraryRemovals.MarkAsync(rig.Writer, [(await rig.ItemAsync(1)).Id], rig.Time.GetUtcNow(), Token);

        Assert.Equal("Film 1", Assert.Single(await rig.Relinks.LinkReturnedAsync(rig.Server.Id, Token)).Title);
    }

    [Fact]
    public async Task A_film_that_is_listed_again_gets_its_own_plays_back_and_keeps_them()
    {
        using var rig = await FilmsAsync();
        await rig.PlayAsync(1, "Film 1");
        var film = rig.Shelves.Rows[0];
        rig.Shelves.Remove(1);
        rig.Shelves.Film(101, "Film 1", "tt1");
        Assert.Equal(1, (await NextAsync(rig)).Relinked);
        await rig.PlayAsync(101, "Film 1");
        rig.Shelves.Rows.Add(film);
        await NextAsync(rig);

        var (own, other) = ((await rig.ItemAsync(1)).Id, (await rig.ItemAsync(101)).Id);
        Assert.Equal((1, 1), (await PlaysAsync(rig, own), await PlaysAsync(rig, other)));
        Assert.Equal(rig.Time.GetUtcNow(), Assert.Single(await rig.Relinks.ListAsync(10, Token)).UndoneAt);

        rig.Shelves.Remove(1);
        Assert.Equal((1, 0), await NextAsync(rig) is var again ? (again.Removed, again.Relinked) : default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Along_a_chain_of_ids_each_film_that_is_listed_again_gets_back_what_was_played_under_it(bool firstIsBackFirst)
    {
        using var rig = await FilmsAsync();
        await rig.PlayAsync(1, "Film 1");
        await rig.PlayAsync(1, "Film 1");
        var first = rig.Shelves.Rows[0];
        rig.Shelves.Remove(1);
        var second = rig.Shelves.Film(101, "Film 1", "tt1");
        await NextAsync(rig);
        await rig.PlayAsync(101, "Film 1");
        rig.Shelves.Remove(101);
        rig.Shelves.Film(201, "Film 1", "tt1");
        await NextAsync(rig);
        Assert.Equal(3, await PlaysAsync(rig, (await rig.ItemAsync(201)).Id));

        rig.Shelves.Rows.Add(firstIsBackFirst ? first : second);
        await NextAsync(rig);
        Assert.Equal(firstIsBackFirst ? (2, 0, 1) : (0, 3, 0), await AllAsync());

        rig.Shelves.Rows.Add(firstIsBackFirst ? second : first);
        await NextAsync(rig);
        Assert.Equal((2, 1, 0), await AllAsync());

        async Task<(int First, int Second, int Third)> AllAsync() =>
            (await PlaysAsync(rig, (await rig.ItemAsync(1)).Id), await PlaysAsync(rig, (await rig.ItemAsync(101)).Id), await PlaysAsync(rig, (await rig.ItemAsync(201)).Id));
    }

    [Fact]
    public async Task A_link_that_is_undone_gives_back_its_plays_also_from_where_a_later_one_took_them()
    {
        using var rig = await FilmsAsync();
        await rig.PlayAsync(1, "Film 1");
        rig.Shelves.Remove(1);
        rig.Shelves.Film(101, "Film 1", "tt1");
        await NextAsync(rig);
        rig.Shelves.Remove(101);
        rig.Shelves.Film(201, "Film 1", "tt1");
        await NextAsync(rig);

        var first = (await rig.ItemAsync(1)).Id;
        var earlier = Assert.Single(await rig.Relinks.ListAsync(10, Token), l => l.Old.Id == first);
        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.UndoAsync(earlier.Id, "owner", Token));

        Assert.Equal(1, await PlaysAsync(rig, first));
    }

    private static async Task<LibraryRig> FilmsAsync()
    {
        var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 8; i++)
        {
            rig.Shelves.Film(i);
        }

        await NextAsync(rig);
        return rig;
    }

    /// <summary>An hour later.</summary>
    private static Task<LibraryTally> NextAsync(LibraryRig rig, MediaLibrary? library = null)
    {
        rig.Time.Advance(TimeSpan.FromHours(1));
        return rig.Reading(library: library).ReadAllAsync(Token);
    }

    /// <summary>Another library has the same films under ids of its own.</summary>
    private static async Task ReadCopiesAsync(LibraryRig rig, MediaLibrary library, string first = "Film 1")
    {
        var films = rig.Shelves.Rows.ToList();
        rig.Shelves.Rows.Clear();
        rig.Shelves.Film(101, first, "tt1");
        for (var i = 2; i <= 8; i++)
        {
            rig.Shelves.Film(100 + i, $"Film {i}", $"tt{i}");
        }

        await NextAsync(rig, library);
        rig.Shelves.Rows.Clear();
        rig.Shelves.Rows.AddRange(films);
    }

    private static Task<int> PlaysAsync(LibraryRig rig, MediaItemId item) => rig.AskAsync(db => db.Plays.CountAsync(p => p.MediaItemId == item, Token));
}
