using System.Globalization;
using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

public sealed class PlexHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(Noon);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_view_tells_who_what_when_and_on_what_and_nothing_about_how_long()
    {
        Serve(History(Row(7, "32171", Noon.AddHours(-3)), Row(6, null, Noon.AddHours(-4))));
        _wire.On("/library/metadata/32171", """{"MediaContainer":{"size":1,"Metadata":[{"ratingKey":"32171","type":"episode","title":"The Noise","grandparentTitle":"Taskmaster","parentTitle":"Series 13","index":1,"parentIndex":13,"duration":2700000,"guid":"plex://episode/abc"}]}}""");

        var played = await Client().GetPlayedAsync(Noon.AddDays(-2), Token);

        Assert.Equal(2, played.Count);
        var view = played[0];
        Assert.Equal($"plex:7@{Noon.AddHours(-3).ToUnixTimeSeconds()}", view.SourceId);
        Assert.Equal(("1000", "robin"), (view.User.ExternalId, view.User.Name));
        Assert.Equal((MediaKind.Episode, "The Noise", "Taskmaster", "Series 13", 13, 1), (view.Media.Kind, view.Media.Title, view.Media.GrandparentTitle, view.Media.ParentTitle, view.Media.SeasonNumber, view.Media.EpisodeNumber));
        Assert.Equal(("2", "plex://episode/abc"), (view.Media.LibraryExternalId, view.Media.LastingId));
        Assert.Equal(("iPhone", "iOS"), (view.Device.Name, view.Device.Platform));
        Assert.Equal((null, Noon.AddHours(-3), TimeSpan.FromMinutes(45), true), (view.StartedAt, view.StoppedAt, view.Duration, view.Completed));
        Assert.Null(view.WatchedMs);

        // Gone from the library: its row alone.
        Assert.Equal(("The Noise of old", null), (played[1].Media.Title, played[1].Duration));
        var asked = _wire.Requests[0].RequestUri!.Query;
        Assert.Contains("viewedAt%3E=" + Noon.AddDays(-2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), asked, StringComparison.Ordinal);
        Assert.Contains("X-Plex-Container-Size=200", asked, StringComparison.Ordinal);
        Assert.Empty(_wire.Unexpected);
    }

    [Fact]
    public async Task Accounts_without_a_name_are_left_out_and_a_wrong_clock_is_put_right()
    {
        Serve(History(Row(7, null, Noon, account: 4711), Row(8, null, Noon.AddHours(1))));
        _wire.Date = Noon.AddHours(1.5);

        Assert.Equal(Noon.AddHours(-0.5), Assert.Single(await Client().GetPlayedAsync(Noon.AddDays(-2), Token)).StoppedAt);
    }

    [Fact]
    public async Task Pages_are_read_until_one_is_not_full_and_a_server_that_sends_everything_is_asked_once()
    {
        var pages = 0;
        _wire.On("/accounts", """{"MediaContainer":{"Account":[{"id":1000,"name":"robin"}]}}""").On("/devices", "", status: HttpStatusCode.NotFound);
        _wire.On("/status/sessions/history/all", _ =>
        {
            pages++;
            var count = pages < 3 ? 200 : 5;
            return WireReplay.Text(History([.. Enumerable.Range(pages * 1000, count).Select(i => Row(i, null, Noon.AddMinutes(-i / 1000.0)))]));
        });

        Assert.Equal(405, (await Client().GetPlayedAsync(Noon.AddDays(-2), Token)).Count);
        Assert.Equal(3, pages);

        pages = 0;
        _wire.On("/status/sessions/history/all", _ =>
        {
            pages++;
            return WireReplay.Text(History([.. Enumerable.Range(0, 600).Select(i => Row(i, null, Noon.AddHours(-i)))]));
        });

        Assert.Equal(49, (await Client().GetPlayedAsync(Noon.AddDays(-2), Token)).Count);
        Assert.Equal(1, pages);
    }

    [Fact]
    public async Task A_recorded_history_is_read()
    {
        if (Recordings.Read("plex", "server/history_all_captured.json") is not { } recorded || Recordings.Read("plex", "server/devices_captured.json") is not { } devices)
        {
            return;
        }

        _wire.On("/status/sessions/history/all", recorded).On("/devices", devices).On("/accounts", """{"MediaContainer":{"Account":[{"id":1,"name":"User 1"}]}}""").On("/library/metadata/32171", "", status: HttpStatusCode.NotFound);

        var view = Assert.Single(await Client().GetPlayedAsync(DateTimeOffset.FromUnixTimeSeconds(1654000000), Token));

        Assert.Equal(("User 1", "The Noise That Blue Makes", "Taskmaster", "32171"), (view.User.Name, view.Media.Title, view.Media.GrandparentTitle, view.Media.ExternalId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1654139223), view.StoppedAt);
    }

    private void Serve(string history) => _wire
        .On("/status/sessions/history/all", history)
        .On("/accounts", """{"MediaContainer":{"Account":[{"id":1000,"name":"robin"}]}}""")
        .On("/devices", """{"MediaContainer":{"Device":[{"id":5,"name":"iPhone","platform":"iOS"}]}}""");

    private static string History(params string[] rows) => "{\"MediaContainer\":{\"Metadata\":[" + string.Join(',', rows) + "]}}";

    private static string Row(int key, string? rating, DateTimeOffset at, int account = 1000) =>
        $$"""{"historyKey":"/status/sessions/history/{{key}}","key":"/library/metadata/9","ratingKey":{{(rating is null ? "null" : $"\"{rating}\"")}},"librarySectionID":"2","title":"The Noise of old","type":"episode","viewedAt":{{at.ToUnixTimeSeconds()}},"accountID":{{account}},"deviceID":5}""";

    private IMediaServerClient Client() => new PlexClientFactory(_wire.Factory(_time)).Create(WireReplay.Connection(ServerKind.Plex));
}
