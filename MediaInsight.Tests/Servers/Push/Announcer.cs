using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Tests.Servers.Push;

/// <summary>A server on a loopback port that only announces: by WebSocket and by event stream, as a test says.</summary>
internal sealed class Announcer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Announced> _callers = Channel.CreateUnbounded<Announced>();

    private Announcer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;   // non-null: set when it runs

    /// <summary>When set, upgrades are answered so.</summary>
    public int? SocketStatus { get; set; }

    /// <summary>Closes each socket as soon as it is open: a proxy that only seems to let it through.</summary>
    public bool SwallowsSockets { get; set; }

    /// <param name="certificate">When given it speaks https.</param>
    public static async Task<Announcer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var server = new Announcer(app);
        app.UseWebSockets();
        app.MapFallback(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()); // non-null: Kestrel tells
        return server;
    }

    public ServerConnection Connection(ServerKind kind, string path = "") => new(kind, new Uri(Address, path), "s3cret-token", "installation-1");

    /// <summary>The next one who came to listen.</summary>
    public Task<Announced> CallerAsync() => _callers.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await StreamAsync(context);
            return;
        }

        if (SocketStatus is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        if (SwallowsSockets)
        {
            return;
        }

        var caller = new Announced(context.Request, socket, null);
        _callers.Writer.TryWrite(caller);
        await caller.StayAsync(context.RequestAborted);
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync();
        var caller = new Announced(context.Request, null, context.Response);
        _callers.Writer.TryWrite(caller);
        await caller.StayAsync(context.RequestAborted);
    }
}

/// <summary>One who listens, as the server sees it.</summary>
internal sealed class Announced(HttpRequest request, WebSocket? socket, HttpResponse? stream)
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

    public string Path { get; } = request.Path + request.QueryString;

    public IReadOnlyDictionary<string, string> Headers { get; } = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The next message the listener sent.</summary>
    public Task<string> ReceivedAsync() => _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

    public async Task SayAsync(string text)
    {
        if (socket is not null)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        }
        else
        {
            await stream!.WriteAsync(text, TestContext.Current.CancellationToken); // non-null: one of both
        }
    }

    /// <summary>Ends the connection without a word.</summary>
    public void Drop()
    {
        socket?.Abort();
        _gone.TrySetResult();
    }

    internal async Task StayAsync(CancellationToken cancellationToken)
    {
        if (socket is null)
        {
            await _gone.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                _received.Writer.TryWrite(Encoding.UTF8.GetString(buffer, 0, got.Count));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The listener has gone.
        }
    }
}

/// <summary>The connector's side of a conversation: what it hints, and how it ends.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly Channel<ServerHint> _hints = Channel.CreateUnbounded<ServerHint>();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task _loop;

    public Listening(IServerEvents events) => _loop = Task.Run(() => events.ListenAsync(h => _hints.Writer.TryWrite(h), _stop.Token));

    public Task<ServerHint> NextAsync() => _hints.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

    /// <summary>Why it ended by itself.</summary>
    public Task<ServerFailure> EndAsync() => Assert.ThrowsAsync<ServerFailure>(() => _loop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
