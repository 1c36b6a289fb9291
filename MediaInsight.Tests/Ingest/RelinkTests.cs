using System.Text.Json.Nodes;
using MediaInsight.Domain;
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

        var tally = await rig.ReadAsync();

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
        Assert.Equal(0, (await rig.ReadAsync()).Relinked);
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

        var tally = await rig.ReadAsync();

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

        Assert.Equal(0, (await rig.ReadAsync()).Relinked);
        Assert.Single(await rig.Relinks.CandidatesAsync(10, Token));
    }

    [Fact]
    public async Task Episodes_are_found_by_their_shows_ids_and_their_place()
    {
        using var rig = await FilmsAsync();
        rig.Shelves.Show(50, "Polar Days", "268592");
        rig.Shelves.Episode(51, 50, "Polar Days", 1, 1);
        rig.Shelves.Episode(52, 50, "Polar Days", 1, 2);
        await rig.ReadAsync();
        await rig.PlayAsync(52, "Part 2", m => m with { Kind = MediaKind.Episode, GrandparentTitle = "Polar Days", ParentTitle = "Season 1", SeasonNumber = 1, EpisodeNumber = 2 });
        rig.Shelves.Rows.RemoveAll(r => r["Type"]!.GetValue<string>() is "Series" or "Episode");
        rig.Shelves.Show(60, "Polar Days (2022)", "268592");
        rig.Shelves.Episode(61, 60, "Polar Days (2022)", 1, 1);
        rig.Shelves.Episode(62, 60, "Polar Days (2022)", 1, 2);

        var tally = await rig.ReadAsync();

        Assert.Equal(1, tally.Relinked);
        Assert.Equal(1, await PlaysAsync(rig, (await rig.ItemAsync(62)).Id));
        Assert.Equal("The same show by its ids, season 1, episode 2.", (await rig.Relinks.ListAsync(10, Token))[0].Reason);
    }

    [Fact]
    public async Task A_file_scanned_anew_without_any_ids_is_known_by_its_path_and_title()
    {
        using var rig = await FilmsAsync();
        rig.Shelves.Film(70, "Home Cut")["ProviderIds"] = new JsonObject();
        await rig.ReadAsync();
        await rig.PlayAsync(70, "Home Cut");
        rig.Shelves.Remove(70);
        var again = rig.Shelves.Film(71, "Home Cut");
        again["ProviderIds"] = new JsonObject();
        again["MediaSources"]![0]!["Path"] = "/films/70.mkv";

        Assert.Equal(1, (await rig.ReadAsync()).Relinked);
        Assert.Equal(1, await PlaysAsync(rig, (await rig.ItemAsync(71)).Id));
    }

    [Fact]
    public async Task Only_a_removed_title_can_be_linked_and_only_to_a_listed_one_of_its_kind()
    {
        using var rig = await FilmsAsync();
        rig.Shelves.Show(50, "Polar Days");
        await rig.PlayAsync(1, "Film 1");
        rig.Shelves.Remove(1);
        await rig.ReadAsync();
        var (old, film, show) = ((await rig.ItemAsync(1)).Id, (await rig.ItemAsync(2)).Id, (await rig.ItemAsync(50)).Id);

        Assert.Equal(RelinkOutcome.Refused, await rig.Relinks.LinkAsync(film, old, "owner", Token));
        Assert.Equal(RelinkOutcome.Refused, await rig.Relinks.LinkAsync(old, show, "owner", Token));
        Assert.Equal(RelinkOutcome.NotFound, await rig.Relinks.LinkAsync(old, new(99999), "owner", Token));
        Assert.Equal(RelinkOutcome.Done, await rig.Relinks.LinkAsync(old, film, "owner", Token));
    }

    private static async Task<LibraryRig> FilmsAsync()
    {
        var rig = await LibraryRig.StartAsync();
        for (var i = 1; i <= 8; i++)
        {
            rig.Shelves.Film(i);
        }

        await rig.ReadAsync();
        return rig;
    }

    private static Task<int> PlaysAsync(LibraryRig rig, MediaItemId item) => rig.AskAsync(db => db.Plays.CountAsync(p => p.MediaItemId == item, Token));
}
