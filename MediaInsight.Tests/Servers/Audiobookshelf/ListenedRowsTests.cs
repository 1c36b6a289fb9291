using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

public sealed class ListenedRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_of_history_tells_begin_end_position_and_what_was_heard()
    {
        using var shelf = Recorded("sessions_while_open");

        var played = await shelf.Client.GetPlayedAsync(Shelf.Noon.AddDays(-2), Token);

        var salt = Assert.Single(played, p => p.SourceId == "session:e7f49f45-f632-46bc-aa63-82c157ab8757");
        Assert.Equal(("bob", "The Long Ledger", MediaKind.Audiobook), (salt.User.Name, salt.Media.Title, salt.Media.Kind));
        Assert.True(salt.HasTimes);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795207262414), salt.StartedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795207264807), salt.StoppedAt);

        // The client claims eleven seconds within two: nobody listens longer than the time that went by.
        Assert.Equal(2393, salt.WatchedMs);
        Assert.Equal(TimeSpan.FromSeconds(31524.03), salt.StartPosition);
        Assert.Equal(TimeSpan.FromSeconds(11), salt.Position);
        Assert.All(played, p => Assert.NotNull(p.User.Name));
    }

    [Fact]
    public async Task Deleted_accounts_and_sessions_that_nobody_heard_are_left_out()
    {
        using var shelf = Recorded("sessions_user_deleted");
        Assert.DoesNotContain(await shelf.Client.GetPlayedAsync(Shelf.Noon.AddDays(-2), Token), p => p.SourceId == "session:c71691e8-9b60-4407-b9f1-f4627821a40a");

        using var silent = new Shelf();
        silent.Wire.On("/api/users", """{"users":[]}""");
        silent.Rows.Add(silent.Begin());
        Assert.Empty(await silent.Client.GetPlayedAsync(Shelf.Noon.AddDays(-2), Token));
    }

    /// <summary>The server drops the ids of its first versions from old rows: all of them would be one title.</summary>
    [Fact]
    public async Task Titles_whose_item_is_not_told_are_not_one_and_the_same()
    {
        using var shelf = new Shelf();
        shelf.Wire.On("/api/users", """{"users":[]}""");
        foreach (var title in new[] { "Pilot", "Second", "Pilot" })
        {
            var row = shelf.Begin($"s-{shelf.Rows.Count}");
            (row["libraryItemId"], row["bookId"], row["episodeId"], row["displayTitle"], row["displayAuthor"]) = (null, null, null, title, "Otis Marlow");
            (row["startedAt"], row["updatedAt"], row["timeListening"]) = (shelf.ServerMs - 60_000, shelf.ServerMs, 30);
            shelf.Rows.Add(row);
        }

        var played = await shelf.Client.GetPlayedAsync(Shelf.Noon.AddHours(-10), Token);

        Assert.Equal(["name:Otis Marlow:Pilot", "name:Otis Marlow:Pilot", "name:Otis Marlow:Second"], played.Select(p => p.Media.ExternalId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reading_ends_with_the_first_page_that_is_older()
    {
        using var shelf = new Shelf();
        var pages = 0;
        shelf.Wire.On("/api/users", """{"users":[]}""");
        shelf.Wire.On("/api/sessions", _ =>
        {
            pages++;
            var rows = Enumerable.Range(0, 200).Select(i =>
            {
                var row = shelf.Begin($"s-{pages}-{i}");
                var at = Shelf.Noon.AddHours(-20 * (pages - 1)).AddMinutes(-i).ToUnixTimeMilliseconds();
                (row["startedAt"], row["updatedAt"], row["timeListening"]) = (at - 60_000, at, 30);
                return (JsonNode)row;
            });
            return Shelf.Json(new JsonObject { ["sessions"] = new JsonArray([.. rows]) });
        });

        var played = await shelf.Client.GetPlayedAsync(Shelf.Noon.AddHours(-10), Token);

        Assert.Equal((200, 2), (played.Count, pages));
        Assert.All(played, p => Assert.Equal(30_000, p.WatchedMs));
    }

    private static Shelf Recorded(string name)
    {
        var shelf = new Shelf();
        shelf.Wire.On("/api/sessions", Audiobookshelf.Recorded.Text(name)).On("/api/users", """{"users":[]}""");
        return shelf;
    }
}
