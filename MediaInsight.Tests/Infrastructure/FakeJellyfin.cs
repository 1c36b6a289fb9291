using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>A Jellyfin server on a loopback port, in real wire format, that plays what a test tells it to.</summary>
public sealed class FakeJellyfin : IAsyncDisposable
{
    public const string Token = "f00dfeedf00dfeedf00dfeedf00dfeed";

    // One transparent pixel.
    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, FakeSession> _sessions = new();
    private readonly List<(string Id, string Title)> _films = [];
    private readonly ConcurrentBag<string> _later = [];
    private readonly ConcurrentDictionary<WebSocket, bool> _sockets = new();
    private int _unanswered;

    private FakeJellyfin(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>When set, every answer but the identity is this status.</summary>
    public HttpStatusCode? Broken { get; set; }

    /// <summary>It takes every request but the identity and answers none of them.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Requests that were taken while it was silent.</summary>
    public int Unanswered => _unanswered;

    public int Reads { get; private set; }

    /// <summary>What it answers for every picture, as image/png.</summary>
    public byte[] Picture { get; set; } = Pixel;

    public int PictureReads { get; private set; }

    /// <summary>What players were told: "5e55tv-1/Playing/Pause", and the text of messages behind it.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>When set, commands are answered with it.</summary>
    public HttpStatusCode? CommandStatus { get; set; }

    /// <summary>Pages of films from this row on are answered only when it is null again, or never.</summary>
    public int? HoldItemsFrom { get; set; }

    /// <summary>Its accounts, as it answers.</summary>
    public string Users { get; set; } =
        """[{"Name":"ann","Id":"a1000000000000000000000000000001","Policy":{"IsAdministrator":true}},{"Name":"ben","Id":"b2000000000000000000000000000002","Policy":{"IsAdministrator":false}}]""";

    /// <summary>Whether it has a WebSocket at all.</summary>
    public bool HasSocket { get; set; }

    /// <summary>Who listens on it now.</summary>
    public int Listeners => _sockets.Count;

    public static async Task<FakeJellyfin> StartAsync(string id = "0123456789abcdef0123456789abcdef")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeJellyfin(app);
        app.MapGet("/System/Info/Public", () => Json($$"""{"LocalAddress":"http://127.0.0.1","ServerName":"Attic","Version":"10.11.11","ProductName":"Jellyfin Server","OperatingSystem":"","Id":"{{id}}","StartupWizardCompleted":true}"""));
        app.MapGet("/Auth/Keys", context => server.AnswerAsync(context, """{"Items":[],"TotalRecordCount":0,"StartIndex":0}"""));
        app.MapGet("/Users", context => server.AnswerAsync(context, server.Users));
        app.MapGet("/Library/VirtualFolders", context => server.AnswerAsync(context, """[{"Name":"Films","CollectionType":"movies","ItemId":"f1000000000000000000000000000001","Locations":[]}]"""));
        app.MapGet("/Items/{id}/Images/{type}", () =>
        {
            server.PictureReads++;
            return Results.Bytes(server.Picture, "image/png");
        });
        app.MapGet("/Users/{id}/Images/Primary", () => Results.Bytes(server.Picture, "image/png"));
        app.MapGet("/Items", context => server.ListAsync(context));
        app.MapGet("/Sessions", context =>
        {
            server.Reads++;
            return server.AnswerAsync(context, server.Sessions());
        });
        app.MapPost("/Sessions/{id}/{**command}", server.CommandAsync);
        app.UseWebSockets();
        app.Map("/socket", server.SocketAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>Into the one library.</summary>
    public void AddFilm(string id, string title) => _films.Add((id, title));

    /// <summary>One that is told to whoever asks for what changed, too.</summary>
    public void AddFilmLater(string id, string title)
    {
        _later.Add(id);
        AddFilm(id, title);
    }

    public void Play(FakeSession session) => _sessions[session.Device] = session;

    /// <summary>The device stays listed and plays nothing.</summary>
    public void Stop(string device) => _sessions[device] = _sessions[device] with { Stopped = true };

    /// <summary>Tells who listens what plays now.</summary>
    public async Task AnnounceAsync()
    {
        var message = Encoding.UTF8.GetBytes($$"""{"MessageId":"1","MessageType":"Sessions","Data":{{Sessions()}}}""");
        foreach (var socket in _sockets.Keys)
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Breaks every connection of those who listen.</summary>
    public void Drop()
    {
        foreach (var socket in _sockets.Keys)
        {
            socket.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Drop();
        await _app.DisposeAsync();
    }

    private static IResult Json(string body) => Results.Text(body, "application/json");

    private async Task AnswerAsync(HttpContext context, string body)
    {
        if (IsSilent)
        {
            Interlocked.Increment(ref _unanswered);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        var status = Broken ?? (context.Request.Headers.Authorization.ToString().Contains(Token, StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
        context.Response.StatusCode = (int)status;
        if (status == HttpStatusCode.OK)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body);
        }
    }

    /// <summary>Players obey at once.</summary>
    private async Task CommandAsync(HttpContext context)
    {
        var id = (string?)context.Request.RouteValues["id"] ?? "";
        var command = (string?)context.Request.RouteValues["command"] ?? "";
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Commands.Enqueue($"{id}/{command}{(body.Length > 0 ? " " + (string?)JsonNode.Parse(body)?["Text"] : "")}");
        var session = _sessions.Values.FirstOrDefault(s => "5e55" + s.Device == id);
        var allowed = context.Request.Headers.Authorization.ToString().Contains(Token, StringComparison.Ordinal);
        context.Response.StatusCode = (int)(CommandStatus ?? (!allowed ? HttpStatusCode.Unauthorized : session is null ? HttpStatusCode.NotFound : HttpStatusCode.NoContent));
        if (context.Response.StatusCode == StatusCodes.Status204NoContent && session is not null)
        {
            _sessions[session.Device] = command switch
            {
                "Playing/Pause" => session with { IsPaused = true },
                "Playing/Unpause" => session with { IsPaused = false },
                "Playing/Stop" => session with { Stopped = true },
                _ => session,
            };
        }
    }

    private async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var start = int.TryParse(query["StartIndex"], out var from) ? from : 0;
        while (HoldItemsFrom <= start)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, context.RequestAborted);
        }

        var films = query["ParentId"].Count > 0 && query["IncludeItemTypes"].ToString().Contains("Movie", StringComparison.Ordinal) ? query["minDateLastSaved"].Count == 0 ? _films : _films.FindAll(f => _later.Contains(f.Id)) : [];
        var page = films.Skip(start).Take(int.TryParse(query["Limit"], out var limit) ? limit : 100)
            .Select(f => new JsonObject { ["Id"] = f.Id, ["Name"] = f.Title, ["Type"] = "Movie", ["DateCreated"] = "2026-01-01T00:00:00Z" });
        await AnswerAsync(context, new JsonObject { ["Items"] = new JsonArray([.. page]), ["TotalRecordCount"] = films.Count, ["StartIndex"] = start }.ToJsonString());
    }

    private async Task SocketAsync(HttpContext context)
    {
        if (!HasSocket || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _sockets[socket] = true;
        try
        {
            var buffer = new byte[1024];
            while ((await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted)).MessageType != WebSocketMessageType.Close)
            {
                // What is asked for is told without asking.
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The listener has gone.
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
        }
    }

    private string Sessions() => new JsonArray([.. _sessions.Values.Select(s => s.ToJson())]).ToJsonString();
}

/// <summary>A film somebody plays on a device of the fake server.</summary>
/// <param name="Device">Its device id; the session id follows from it.</param>
public sealed record FakeSession(string Device, string UserId, string UserName, string ItemId, string Title)
{
    public bool IsPaused { get; init; }
    public TimeSpan Position { get; init; } = TimeSpan.FromMinutes(10);
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(100);
    public bool Transcodes { get; init; }
    public bool Stopped { get; init; }
    public string Address { get; init; } = "192.168.1.20";
    public bool TakesCommands { get; init; } = true;
    public bool ShowsMessages { get; init; } = true;

    /// <summary>When the client last reported; null: just now.</summary>
    public DateTimeOffset? ReportedAt { get; init; }
    public string DeviceName { get; init; } = "Firefox";

    public static FakeSession Ann(string title = "Lantern Bay") => new("tv-1", "a1000000000000000000000000000001", "ann", "c1000000000000000000000000000001", title);

    public static FakeSession Ben(string title = "Paper Moons") => new("phone-2", "b2000000000000000000000000000002", "ben", "c2000000000000000000000000000002", title);

    internal JsonObject ToJson()
    {
        var session = new JsonObject
        {
            ["Id"] = "5e55" + Device,
            ["UserId"] = UserId,
            ["UserName"] = UserName,
            ["Client"] = "Jellyfin Web",
            ["DeviceName"] = DeviceName,
            ["DeviceId"] = Device,
            ["ApplicationVersion"] = "10.11.0",
            ["RemoteEndPoint"] = Address,
            ["LastPlaybackCheckIn"] = (ReportedAt ?? TimeProvider.System.GetUtcNow()).UtcDateTime.ToString("O"),
            ["PlayState"] = new JsonObject { ["IsPaused"] = IsPaused },
            ["SupportsRemoteControl"] = TakesCommands,
            ["SupportsMediaControl"] = TakesCommands,
            ["SupportedCommands"] = ShowsMessages ? new JsonArray("Mute", "DisplayMessage") : new JsonArray("Mute"),
        };
        if (Stopped)
        {
            return session;
        }

        session["PlayState"] = new JsonObject
        {
            ["IsPaused"] = IsPaused,
            ["PositionTicks"] = Position.Ticks,
            ["PlayMethod"] = Transcodes ? "Transcode" : "DirectPlay",
            ["AudioStreamIndex"] = 1,
            ["MediaSourceId"] = ItemId,
        };
        session["NowPlayingItem"] = new JsonObject
        {
            ["Id"] = ItemId,
            ["Name"] = Title,
            ["Type"] = "Movie",
            ["MediaType"] = "Video",
            ["ProductionYear"] = 2021,
            ["RunTimeTicks"] = Duration.Ticks,
            ["Container"] = "mkv",
            ["ImageTags"] = new JsonObject { ["Primary"] = "aa" },
            ["BackdropImageTags"] = new JsonArray("bb"),
            ["MediaStreams"] = new JsonArray(
                new JsonObject { ["Type"] = "Video", ["Index"] = 0, ["Codec"] = "hevc", ["Width"] = 3840, ["Height"] = 2160, ["BitRate"] = 18_000_000, ["VideoRangeType"] = "HDR10" },
                new JsonObject { ["Type"] = "Audio", ["Index"] = 1, ["Codec"] = "eac3", ["Channels"] = 6, ["BitRate"] = 640_000 }),
        };
        if (Transcodes)
        {
            session["TranscodingInfo"] = new JsonObject
            {
                ["VideoCodec"] = "h264",
                ["AudioCodec"] = "aac",
                ["Container"] = "ts",
                ["IsVideoDirect"] = false,
                ["IsAudioDirect"] = false,
                ["Bitrate"] = 4_000_000,
                ["Width"] = 1920,
                ["Height"] = 1080,
                ["AudioChannels"] = 2,
                ["TranscodeReasons"] = new JsonArray("VideoCodecNotSupported"),
            };
        }

        return session;
    }
}
