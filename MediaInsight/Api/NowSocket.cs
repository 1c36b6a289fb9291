using System.Net.WebSockets;
using System.Security.Claims;
using System.Text.Json;
using System.Threading.Channels;
using MediaInsight.Api.Contracts;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Platform.Web;

namespace MediaInsight.Api;

/// <summary>
/// What plays now over a WebSocket: everything at once and again after each change, no more often than the live feed
/// signals; between changes a heart-beat. What clients send is not read.
/// </summary>
internal sealed class NowSocket(LiveSessions live, AccountCheck accounts, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Proxies close what is silent for a minute.</summary>
    public static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(15);

    /// <summary>As for open pages: an account that lost its right loses this too.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(30);

    /// <summary>A reader that takes longer is gone.</summary>
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    /// <summary>More are told to come back later.</summary>
    private const int MaxOpen = 200;

    private int _open;

    public static IEndpointConventionBuilder Map(RouteGroupBuilder group)
    {
        var pipeline = ((IEndpointRouteBuilder)group).CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(context => context.RequestServices.GetRequiredService<NowSocket>().AnswerAsync(context));
        return group.MapGet("/ws", pipeline.Build());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "This address speaks WebSocket only.");
        }
        else if (!IsOwnOrigin(context.Request))
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, "Another site's page may not listen here.");
        }
        else if (Interlocked.Increment(ref _open) > MaxOpen)
        {
            Interlocked.Decrement(ref _open);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many are listening.");
        }
        else
        {
            try
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await ServeAsync(socket, context.User, context.RequestAborted);
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }

    private async Task ServeAsync(WebSocket socket, ClaimsPrincipal who, CancellationToken aborted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        using var listening = new CancellationTokenSource();
        var listen = ListenAsync(socket, over, listening.Token);
        var status = WebSocketCloseStatus.NormalClosure;
        try
        {
            status = await TellAsync(socket, who, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader or the program is gone, or the reader is too slow.
        }
        catch (WebSocketException)
        {
            // The connection broke.
        }
        finally
        {
            await GoodbyeAsync(socket, status);
            await Task.WhenAny(listen, Task.Delay(GoodbyeLimit, time, CancellationToken.None));
            await listening.CancelAsync();
            await listen;
        }
    }

    private async Task<WebSocketCloseStatus> TellAsync(WebSocket socket, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        var scope = CurrentReader.Of(who).Scope;
        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        using var subscription = live.Feed.Subscribe(() => Task.FromResult(changed.Writer.TryWrite(true)), _ => { });
        var checkedAt = time.GetUtcNow();
        byte[] told = [];
        while (true)
        {
            var isNews = await WaitAsync(changed.Reader, cancellationToken);
            if (time.GetUtcNow() - checkedAt >= CheckEvery)
            {
                checkedAt = time.GetUtcNow();
                if (!await accounts.IsStillGoodAsync(who))
                {
                    return WebSocketCloseStatus.PolicyViolation;
                }
            }

            var message = isNews ? Sessions(scope) : JsonSerializer.SerializeToUtf8Bytes(new { Type = "heartbeat", At = time.GetUtcNow() }, ApiJson.Options);
            if (isNews && message.AsSpan().SequenceEqual(told))
            {
                continue;
            }

            told = isNews ? message : told;
            using var limit = new CancellationTokenSource(SendLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, either.Token);
        }
    }

    private byte[] Sessions(ReadScope scope)
    {
        var rows = NowApi.Rows(live, scope);
        return JsonSerializer.SerializeToUtf8Bytes(new { Type = "sessions", rows.Items, rows.Total }, ApiJson.Options);
    }

    /// <summary>True: something changed. False: nothing did for the length of a heart-beat.</summary>
    private async Task<bool> WaitAsync(ChannelReader<bool> changed, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(HeartBeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await changed.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Reads and forgets until the other side closes; only so is its leaving noticed.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource over, CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        try
        {
            while ((await socket.ReceiveAsync(buffer, cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
                // Bounded by what arrives; nothing of it is kept.
            }
        }
        catch (OperationCanceledException)
        {
            // We are done.
        }
        catch (WebSocketException)
        {
            // It left without a word.
        }

        try
        {
            await over.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // We were done first.
        }
    }

    private async Task GoodbyeAsync(WebSocket socket, WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var limit = new CancellationTokenSource(GoodbyeLimit, time);
        try
        {
            await socket.CloseOutputAsync(status, null, limit.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It is gone already.
        }
    }

    /// <summary>A browser sends its cookie with the sockets of other sites' pages too, and always says whose page it is.</summary>
    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
