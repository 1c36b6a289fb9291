using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Audiobookshelf;

/// <summary>A hand-driven server: what is open and what history holds, poll by poll.</summary>
internal sealed class Shelf : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public Shelf(DateTimeOffset? start = null)
    {
        Time = new(start ?? Noon);
        Wire.On("/api/sessions/open", _ => Json(new JsonObject { ["sessions"] = Array(Open), ["shareSessions"] = Array(Shared) }));
        Wire.On("/api/sessions", _ => Json(new JsonObject { ["total"] = Rows.Count, ["sessions"] = Array(Rows) }));
        Client = new AudiobookshelfClientFactory(Wire.Factory(Time)).Create(WireReplay.Connection(ServerKind.Audiobookshelf));
    }

    public ManualTime Time { get; }
    public WireReplay Wire { get; } = new();
    public IMediaServerClient Client { get; }
    public List<JsonObject> Open { get; } = [];
    public List<JsonObject> Shared { get; } = [];
    public List<JsonObject> Rows { get; } = [];

    /// <summary>Server clock minus ours.</summary>
    public TimeSpan Ahead { get; set; }

    public DateTimeOffset Now => Time.GetUtcNow();
    public long ServerMs => (Now + Ahead).ToUnixTimeMilliseconds();

    /// <summary>A web session just opened at a position of 100 s in a book of an hour.</summary>
    public JsonObject Begin(string id = "s-1", string player = "html5") => new()
    {
        ["id"] = id,
        ["userId"] = "u-1",
        ["user"] = new JsonObject { ["id"] = "u-1", ["username"] = "alice" },
        ["libraryId"] = "lib-1",
        ["libraryItemId"] = "item-1",
        ["mediaType"] = "book",
        ["displayTitle"] = "The Long Ledger",
        ["displayAuthor"] = "Elin Strand",
        ["duration"] = 3600,
        ["playMethod"] = 0,
        ["mediaPlayer"] = player,
        ["timeListening"] = 0.0,
        ["startTime"] = 100,
        ["currentTime"] = 100.0,
        ["startedAt"] = ServerMs,
        ["updatedAt"] = ServerMs,
    };

    /// <summary>The client reports: so many seconds heard since the last report.</summary>
    public void Sync(JsonObject session, double listened, double rate = 1)
    {
        session["timeListening"] = session["timeListening"]!.GetValue<double>() + listened;
        session["currentTime"] = session["currentTime"]!.GetValue<double>() + (listened * rate);
        session["updatedAt"] = ServerMs;
    }

    public void Wait(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public async Task<IReadOnlyList<SessionSnapshot>> PollAsync()
    {
        Wire.Date = Ahead == TimeSpan.Zero ? null : Now + Ahead;
        return (await Client.GetSessionsAsync(TestContext.Current.CancellationToken)).Sessions;
    }

    public async Task<SessionSnapshot> OneAsync() => Assert.Single(await PollAsync());

    public void Dispose() => Client.Dispose();

    public static HttpResponseMessage Json(JsonNode node, HttpStatusCode status = HttpStatusCode.OK) => WireReplay.Text(node.ToJsonString(), status: status);

    private static JsonArray Array(List<JsonObject> sessions) => new([.. sessions.Select(s => s.DeepClone())]);
}
