using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

/// <summary>Listening that no open session tells of: downloads and shared links.</summary>
public sealed class DownloadedListeningTests : IDisposable
{
    private readonly Shelf _shelf = new();

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task Downloaded_listening_shows_when_its_row_grows_and_ends_90_seconds_after_the_last_growth()
    {
        var row = Downloaded();
        _shelf.Wait(3600);
        _shelf.Sync(row, 15);
        _shelf.Rows.Add(row);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(15);
        _shelf.Sync(row, 15);
        var playing = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, playing.State);
        Assert.Equal(30_000, playing.ReportedWatchedMs);
        Assert.Equal(Shelf.Noon, playing.StartedAt);
        Assert.Null(playing.BandwidthKbps);
        var grewAt = _shelf.Now;
        _shelf.Wait(90);
        Assert.Null((await _shelf.OneAsync()).EndedAt);
        _shelf.Wait(1);
        Assert.Equal(grewAt, (await _shelf.OneAsync()).EndedAt);
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task Old_downloaded_rows_and_late_uploads_are_not_live()
    {
        var old = Downloaded("old");
        _shelf.Sync(old, 1200);
        _shelf.Rows.Add(old);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(10);
        var late = Downloaded("late");
        late["startedAt"] = _shelf.ServerMs - 432_000_000;
        late["updatedAt"] = _shelf.ServerMs - 428_000_000;
        late["timeListening"] = 4000.0;
        _shelf.Rows.Insert(0, late);
        for (var poll = 0; poll < 20; poll++)
        {
            Assert.Empty(await _shelf.PollAsync());
            _shelf.Wait(10);
        }
    }

    [Fact]
    public async Task Downloaded_listening_that_goes_on_counts_only_what_is_new()
    {
        var row = Downloaded();
        _shelf.Sync(row, 1200);
        _shelf.Rows.Add(row);
        _shelf.Wait(4000);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(4000);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(15);
        _shelf.Sync(row, 15);
        var again = await _shelf.OneAsync();
        Assert.Equal(15_000, again.ReportedWatchedMs);
        Assert.Equal(_shelf.Now.AddSeconds(-15), again.StartedAt);
    }

    [Fact]
    public async Task A_phone_whose_clock_runs_days_ahead_is_judged_by_growth_alone()
    {
        var row = Downloaded();
        row["startedAt"] = _shelf.ServerMs + 259_200_000;
        row["updatedAt"] = _shelf.ServerMs + 259_200_000;
        row["timeListening"] = 30.0;
        _shelf.Rows.Add(row);
        Assert.Empty(await _shelf.PollAsync());
        _shelf.Wait(15);
        row["timeListening"] = 45.0;
        var playing = await _shelf.OneAsync();
        Assert.Equal(45_000, playing.ReportedWatchedMs);
        Assert.Equal(Shelf.Noon.AddSeconds(-30), playing.StartedAt);
        _shelf.Wait(200);
        Assert.Equal(Shelf.Noon.AddSeconds(15), (await _shelf.OneAsync()).EndedAt);
    }

    [Fact]
    public async Task A_running_row_pushed_off_the_newest_ones_ends_all_the_same()
    {
        var row = Downloaded();
        _shelf.Rows.Add(row);
        await _shelf.PollAsync();
        _shelf.Wait(15);
        _shelf.Sync(row, 15);
        await _shelf.PollAsync();
        _shelf.Rows.Clear();
        _shelf.Wait(30);
        Assert.Null((await _shelf.OneAsync()).EndedAt);
        _shelf.Wait(61);
        Assert.NotNull((await _shelf.OneAsync()).EndedAt);
        Assert.Empty(await _shelf.PollAsync());
    }

    [Fact]
    public async Task A_shared_link_is_a_public_listener_without_counted_time()
    {
        var shared = Shared();
        _shelf.Shared.Add(shared);
        _shelf.Wait(10);
        shared["currentTime"] = 42.0;
        shared["updatedAt"] = _shelf.ServerMs;
        var listening = await _shelf.OneAsync();
        Assert.Equal(PlaybackState.Playing, listening.State);
        Assert.Equal("share:item-1", listening.User.ExternalId);
        Assert.Equal("Public link", listening.User.Name);
        Assert.Equal("", listening.Key.User);
        Assert.Null(listening.ReportedWatchedMs);
        _shelf.Wait(36);
        Assert.Equal(PlaybackState.Paused, (await _shelf.OneAsync()).State);
        _shelf.Shared.Clear();
        var last = await _shelf.OneAsync();
        Assert.Equal(Shelf.Noon.AddSeconds(10), last.EndedAt);
        Assert.Null(last.ReportedWatchedMs);
    }

    [Fact]
    public async Task A_shared_link_that_was_only_opened_is_left_out()
    {
        _shelf.Shared.Add(Shared());
        _shelf.Wait(36);
        Assert.Empty(await _shelf.PollAsync());
    }

    private JsonObject Downloaded(string id = "d-1")
    {
        var row = _shelf.Begin(id, "exo-player");
        row["playMethod"] = 3;
        return row;
    }

    private JsonObject Shared()
    {
        var shared = _shelf.Begin("share-1", "web-share");
        shared["userId"] = null;
        shared.Remove("user");
        return shared;
    }
}
