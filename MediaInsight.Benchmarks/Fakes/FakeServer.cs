using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using MediaInsight.Demo;
using MediaInsight.Domain;
using Microsoft.Extensions.Primitives;

namespace MediaInsight.Benchmarks;

/// <summary>
/// A media server with any number of sessions. Everything but the list of sessions is answered by the demo's simulation of
/// the product; the sessions are the simulation's too, with users, devices and clocks of their own.
/// </summary>
internal sealed class FakeServer(ServerKind kind, int number, int sessions)
{
    public const string Token = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>A session pauses for so long in every minute, each at another moment.</summary>
    private static readonly TimeSpan PauseLength = TimeSpan.FromSeconds(10);

    private readonly ISimulatedServer _wire = kind == ServerKind.Plex ? new PlexWire(Token) : new JellyfinWire(Token);
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private readonly ConcurrentQueue<long> _reads = new();
    private readonly TaskCompletionSource _listener = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebSocket? _socket;
    private List<JsonObject>? _templates;

    public ServerKind Kind => kind;

    public string Name => $"{kind} {number:00}";

    /// <summary>The title of the first session; null: the simulation's.</summary>
    public Func<string>? Title { get; init; }

    /// <summary>The library of films; null: the simulation's.</summary>
    public FakeFilms? Films { get; init; }

    /// <summary>When the sessions were asked for.</summary>
    public IReadOnlyList<long> TakeReads()
    {
        var reads = new List<long>();
        while (_reads.TryDequeue(out var at))
        {
            reads.Add(at);
        }

        return reads;
    }

    /// <summary>Done when somebody listens on the WebSocket.</summary>
    public Task Listener => _listener.Task;

    /// <summary>Takes a listener; what it asks for is told without asking. Ends with the connection.</summary>
    public async Task ListenAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        _socket = socket;
        _listener.TrySetResult();
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
                // Subscriptions and signs of life.
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The listener has gone.
        }
    }

    /// <summary>Tells the newest listener what plays now.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        if (_socket is { State: WebSocketState.Open } socket)
        {
            var message = new JsonObject { ["MessageType"] = nameof(Sessions), ["Data"] = Sessions(TimeProvider.System.GetUtcNow()) };
            await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
    }

    public WireAnswer Answer(WireRequest request)
    {
        var now = TimeProvider.System.GetUtcNow();
        var path = request.Path.ToLowerInvariant();
        if (path is "sessions" or "status/sessions")
        {
            _reads.Enqueue(Stopwatch.GetTimestamp());
            return WireAnswer.Json(Sessions(now));
        }

        if (path is "items" && Films is { } films)
        {
            return films.Page(request);
        }

        var answer = _wire.Answer(request, now);
        if (path is "identity" or "" or "system/info/public" or "system/info" && answer.ContentType == "application/json")
        {
            // Fifty installations are not one.
            var body = JsonNode.Parse(answer.Body)!.AsObject(); // non-null: the simulation answers with objects there
            var described = body["MediaContainer"]?.AsObject() ?? body;
            var field = kind == ServerKind.Plex ? "machineIdentifier" : "Id";
            described[field] = $"{number:x4}{described[field]!.GetValue<string>()[4..]}"; // non-null: both products tell it on these routes
            return WireAnswer.Json(body);
        }

        return answer;
    }

    /// <summary>Does what takes long, so that the first reading is not slower than the others.</summary>
    public void Prepare() => _templates = Collect(_began);

    private JsonNode Sessions(DateTimeOffset now)
    {
        _templates ??= Collect(now);
        var rows = new JsonArray();
        for (var i = 0; i < sessions; i++)
        {
            var row = _templates[i % _templates.Count].DeepClone().AsObject();
            var elapsed = now - _began;
            var paused = (elapsed + TimeSpan.FromSeconds(i * 60.0 / sessions)).Ticks % TimeSpan.FromMinutes(1).Ticks < PauseLength.Ticks;
            if (kind == ServerKind.Plex)
            {
                Dress(row, i, elapsed, paused);
            }
            else
            {
                Dress(row, i, now, elapsed, paused);
            }

            rows.Add(row);
        }

        return kind == ServerKind.Plex ? new JsonObject { ["MediaContainer"] = new JsonObject { ["size"] = sessions, ["Metadata"] = rows } } : rows;
    }

    private void Dress(JsonObject row, int i, TimeSpan elapsed, bool paused)
    {
        row["sessionKey"] = (1000 + i).ToString(CultureInfo.InvariantCulture);
        row["viewOffset"] = 60_000 + (long)elapsed.TotalMilliseconds;
        row["User"] = new JsonObject { ["id"] = $"{(number * 1000) + i}", ["title"] = $"Viewer {number:00}-{i:00}" };
        var player = row["Player"]!.AsObject(); // non-null: every session of the simulation has a player
        player["machineIdentifier"] = $"device-{number:00}-{i:00}";
        player["state"] = paused ? "paused" : "playing";
        if (i == 0 && Title is { } title)
        {
            var told = title();
            row["title"] = told;
            row["ratingKey"] = $"{Math.Abs((long)told.GetHashCode(StringComparison.Ordinal))}";
        }
    }

    private void Dress(JsonObject row, int i, DateTimeOffset now, TimeSpan elapsed, bool paused)
    {
        row["Id"] = $"{number:x4}{i:x28}";
        row["UserId"] = $"{i:x4}{number:x28}";
        row["UserName"] = $"Viewer {number:00}-{i:00}";
        row["DeviceId"] = $"device-{number:00}-{i:00}";
        row["LastActivityDate"] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        row["LastPlaybackCheckIn"] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var state = row["PlayState"]!.AsObject(); // non-null: every session of the simulation has a state
        state["PositionTicks"] = (TimeSpan.FromMinutes(1) + elapsed).Ticks;
        state["IsPaused"] = paused;
        if (i == 0 && Title is { } title)
        {
            var told = title();
            var item = row["NowPlayingItem"]!.AsObject(); // non-null: only playing sessions are collected
            item[nameof(Name)] = told;
            item["Id"] = $"{Math.Abs((long)told.GetHashCode(StringComparison.Ordinal)):x32}";
        }
    }

    /// <summary>What the simulated household plays at different hours.</summary>
    private List<JsonObject> Collect(DateTimeOffset now)
    {
        var request = new WireRequest(HttpMethod.Get, kind == ServerKind.Plex ? "status/sessions" : "Sessions", new Dictionary<string, StringValues>(), name => name is "X-Plex-Token" or "X-Emby-Token" ? Token : null);
        var found = new List<JsonObject>();
        for (var step = 0; step < 400 && found.Count < Math.Min(sessions, 20); step++)
        {
            var body = JsonNode.Parse(_wire.Answer(request, now.AddMinutes(-13 * (step + number))).Body);
            var rows = (body as JsonArray ?? body?["MediaContainer"]?["Metadata"] as JsonArray ?? []).OfType<JsonObject>();
            found.AddRange(rows
                .Where(r => kind == ServerKind.Plex ? r["live"] is null : r["NowPlayingItem"] is { } item && (string?)item["Type"] is "Movie" or "Episode")
                .Select(r => r.DeepClone().AsObject()));
        }

        return found;
    }
}
