using System.Net;
using System.Net.WebSockets;

namespace MediaInsight.Servers;

/// <summary>Opens lasting connections over the same transport as everything else: same certificate rules, no redirects, no system proxy.</summary>
public sealed class PushTransport(IServerTransport transport, TimeProvider time)
{
    /// <summary>From the first byte to the server's yes or no.</summary>
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(10);

    /// <summary>How often a ping is sent, and how long its answer may take: what breaks without a word is noticed within both.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(15);

    public TimeProvider Time => time;

    /// <summary>False where there is no socket to open: a simulated server.</summary>
    public bool Reaches(ServerConnection connection) => transport.HasSockets(connection);

    /// <param name="path">Relative to the base address of the connection, no leading slash.</param>
    internal async Task<PushSocket> OpenSocketAsync(ServerConnection connection, string product, string path, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var http = new Uri(connection.BaseUrl, path);
        var address = new UriBuilder(http) { Scheme = http.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;
        var invoker = new HttpMessageInvoker(transport.Open(connection), disposeHandler: true);
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = Ping;
        socket.Options.KeepAliveTimeout = Ping;
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        using var limit = new CancellationTokenSource(Handshake, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await socket.ConnectAsync(address, invoker, both.Token);
            return new(socket, invoker, product);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or HttpRequestException or IOException or InvalidOperationException)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            invoker.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(e, status, product, "WebSocket");
        }
    }

    /// <inheritdoc cref="OpenSocketAsync"/>
    internal async Task<PushStream> OpenStreamAsync(ServerConnection connection, string product, string path, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var invoker = new HttpMessageInvoker(transport.Open(connection), disposeHandler: true);
        using var limit = new CancellationTokenSource(Handshake, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(connection.BaseUrl, path));
            request.Headers.Accept.ParseAdd("text/event-stream");
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            var response = await invoker.SendAsync(request, both.Token);
            if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            {
                using (response)
                {
                    throw Refused(response.StatusCode, product, "event stream");
                }
            }

            return new(response, await response.Content.ReadAsStreamAsync(both.Token), invoker, time, product);
        }
        catch (ServerFailure)
        {
            invoker.Dispose();
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or InvalidOperationException)
        {
            invoker.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(e, default, product, "event stream");
        }
    }

    private static ServerFailure Explain(Exception e, HttpStatusCode status, string product, string way) => e switch
    {
        OperationCanceledException => new(ServerFailureKind.TimedOut, $"{product}'s {way} did not open within {Handshake.TotalSeconds:0} s.", e),
        HttpRequestException http => ServerHttp.Explain(http),
        { InnerException: HttpRequestException http } when status == default => ServerHttp.Explain(http),
        _ when status != default => Refused(status, product, way),
        _ => new(ServerFailureKind.Protocol, $"{product}'s {way} cannot be opened.", e),
    };

    private static ServerFailure Refused(HttpStatusCode status, string product, string way) => (int)status switch
    {
        401 => new(ServerFailureKind.Unauthorized, $"{product} does not accept the token for its {way}."),
        403 => new(ServerFailureKind.Protocol, $"{product}'s {way} was forbidden (status 403): by a proxy in front, or because the token may not use it."),
        >= 500 => new(ServerFailureKind.Unavailable, $"{product}'s {way} is not ready (error {(int)status}); a proxy in front may not pass it through."),
        _ => new(ServerFailureKind.Protocol, $"{product}'s {way} was refused (status {(int)status}); a proxy in front may not pass it through."),
    };
}
