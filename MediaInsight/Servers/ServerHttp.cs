using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Platform.Json;

namespace MediaInsight.Servers;

/// <summary>
/// The only way a connector reads from its server: bounded in time and size, no redirects (a redirect would carry the
/// token elsewhere), every fault turned into a <see cref="ServerFailure"/> in plain words.
/// </summary>
/// <param name="http">Base address and headers set by the connector; its own timeout is infinite.</param>
/// <param name="time">Measures the time limit.</param>
/// <param name="product">"Plex", "Jellyfin": used in sentences.</param>
public sealed class ServerHttp(HttpClient http, TimeProvider time, string product) : IDisposable
{
    /// <summary>Largest body that is read, in bytes.</summary>
    public const int MaxBodyBytes = 32 * 1024 * 1024;

    /// <summary>From the request to the last byte of the answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Clock of the server minus ours as the last answer's Date header told; null when it told none. Whole seconds only.</summary>
    public TimeSpan? ClockOffset { get; private set; }

    /// <summary>Reads a JSON document. 401, 403, 404 and the rest become failures; see <see cref="SendAsync"/> to look at a status.</summary>
    /// <param name="path">Relative to the base address, no leading slash.</param>
    public async Task<T> GetJsonAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var answer = await SendAsync(request, cancellationToken);
        answer.EnsureSuccess(product);
        return Parse<T>(answer);
    }

    /// <summary>Reads the body as <typeparamref name="T"/>; a web page or broken JSON is a failure that says so.</summary>
    public T Parse<T>(ServerAnswer answer)
    {
        if (answer.LooksLikeHtml)
        {
            throw new ServerFailure(ServerFailureKind.WrongAddress, $"A web page came back instead of {product}'s data. Check the address: its base path, port, or a sign-in page of a proxy in front.");
        }

        try
        {
            // Some proxies and file-backed answers begin with a byte order mark, which JSON does not allow.
            var body = answer.Body.Span;
            return JsonSerializer.Deserialize<T>(body.StartsWith("\uFEFF"u8) ? body[3..] : body, LenientJson.Options)
                ?? throw new ServerFailure(ServerFailureKind.Protocol, $"{product} answered with nothing where data should be.");
        }
        catch (JsonException e)
        {
            throw new ServerFailure(ServerFailureKind.Protocol, $"{product}'s answer cannot be read (broken or cut off JSON{(e.Path is { Length: > 1 } at ? " at " + at : "")}).", e);
        }
    }

    /// <summary>Sends a request and reads the whole answer, whatever its status.</summary>
    public async Task<ServerAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken, int maxBytes = MaxBodyBytes)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (response.Headers.Date is { } date)
            {
                ClockOffset = date - time.GetUtcNow();
            }

            var body = await ReadAsync(response.Content, maxBytes, both.Token);
            return new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, body)
            {
                RetryAfter = Wait(response.Headers.RetryAfter),
                Location = response.Headers.Location,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            throw new ServerFailure(ServerFailureKind.TimedOut, $"No complete answer within {Timeout.TotalSeconds:0} s.", e);
        }
        catch (HttpRequestException e)
        {
            throw Explain(e);
        }
        catch (IOException e)
        {
            throw new ServerFailure(ServerFailureKind.Unreachable, "The connection broke while the answer was read.", e);
        }
        catch (InvalidDataException e)
        {
            throw new ServerFailure(ServerFailureKind.Protocol, "The answer is compressed and broken.", e);
        }
        catch (InvalidOperationException e)
        {
            throw new ServerFailure(ServerFailureKind.WrongAddress, "The address cannot be used for a request.", e);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Seconds, or the distance to a date on the server's clock as our own: null when it has passed.</summary>
    private TimeSpan? Wait(RetryConditionHeaderValue? retry) =>
        (retry?.Delta ?? (retry?.Date - time.GetUtcNow())) is { } wait && wait > TimeSpan.Zero ? wait : null;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Math.Clamp(content.Headers.ContentLength ?? 16 * 1024, 1024, maxBytes)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= maxBytes)
                {
                    // One byte more decides between "exactly at the limit" and "too large".
                    if (await stream.ReadAsync(new byte[1], cancellationToken) == 0) { break; }
                    throw TooLarge(maxBytes);
                }

                Array.Resize(ref buffer, (int)Math.Min((long)buffer.Length * 2, maxBytes));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0) { break; }
            length += read;
        }

        return buffer.AsMemory(0, length);
    }

    private static ServerFailure TooLarge(int maxBytes) =>
        new(ServerFailureKind.TooLarge, $"The answer is larger than {maxBytes / (1024 * 1024)} MB and was not read.");

    internal static ServerFailure Explain(HttpRequestException e)
    {
        if (e.HttpRequestError == HttpRequestError.SecureConnectionError || e.InnerException is AuthenticationException)
        {
            return new(ServerFailureKind.Tls, "The secure connection failed: the certificate is not trusted (it can be pinned on the Servers page) or the port does not speak https.", e);
        }

        if (e.HttpRequestError == HttpRequestError.NameResolutionError)
        {
            return new(ServerFailureKind.Unreachable, "The host name is not known.", e);
        }

        var reason = e.InnerException is SocketException socket
            ? socket.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "connection refused",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
                SocketError.TimedOut => "no answer",
                _ => "connection failed",
            }
            : e.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse ? "it does not answer like a web server" : "connection failed";
        return new(ServerFailureKind.Unreachable, $"Cannot connect: {reason}.", e);
    }
}

/// <summary>A complete answer, whatever its status.</summary>
public sealed record ServerAnswer(HttpStatusCode Status, string? MediaType, ReadOnlyMemory<byte> Body)
{
    public TimeSpan? RetryAfter { get; init; }
    public Uri? Location { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool LooksLikeHtml => MediaType is "text/html" || (Body.Span.TrimStart(" \t\r\n\uFEFF"u8) is { Length: > 0 } body && body[0] == (byte)'<');

    /// <summary>Throws the failure that the status means when nothing special is known about the route.</summary>
    public void EnsureSuccess(string product)
    {
        if (IsSuccess)
        {
            return;
        }

        throw (int)Status switch
        {
            401 => new ServerFailure(ServerFailureKind.Unauthorized, $"{product} does not accept the token. It may be wrong, expired or revoked."),
            403 => new ServerFailure(ServerFailureKind.NotAdministrator, $"The token is not an administrator's: {product} refuses to show what others play."),
            404 => new ServerFailure(ServerFailureKind.WrongAddress, $"There is no {product} at this address (not found). Check the base path."),
            429 => new ServerFailure(ServerFailureKind.RateLimited, $"{product} asks for fewer requests.") { RetryAfter = RetryAfter },
            >= 300 and < 400 => new ServerFailure(ServerFailureKind.WrongAddress, $"The address redirects to {Target(Location)}. Enter that address instead."),
            >= 500 => new ServerFailure(ServerFailureKind.Unavailable, $"{product} is not ready (error {(int)Status}). It may be starting, updating or overloaded.") { RetryAfter = RetryAfter },
            _ => new ServerFailure(ServerFailureKind.Protocol, $"{product} answered with the unexpected status {(int)Status}."),
        };
    }

    // Most redirects are relative ("/login"), and a query may carry secrets.
    private static string Target(Uri? location) => Text.Clean(location switch
    {
        null => null,
        { IsAbsoluteUri: true } => location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
        _ => location.OriginalString.Split('?', '#')[0],
    }, Text.MaxName) ?? "another one";
}
