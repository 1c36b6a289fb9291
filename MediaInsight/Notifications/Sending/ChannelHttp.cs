using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using MediaInsight.Platform.Http;

namespace MediaInsight.Notifications.Sending;

/// <summary>The one way by which messages leave over HTTP: guarded, bounded in size and time, told about without secrets.</summary>
/// <param name="inner">Receivers inside the program, by host names that lead nowhere else.</param>
public sealed class ChannelHttp(OutgoingGuard guard, IEnumerable<IInnerReceiver> inner, TimeProvider time) : IDisposable
{
    public const int MaxRequestBytes = 256 * 1024;
    public const int MaxAnswerBytes = 64 * 1024;

    /// <summary>Characters of an answer that are kept.</summary>
    public const int MaxKept = 2048;

    /// <summary>Characters of a request that are kept.</summary>
    public const int MaxKeptRequest = 16 * 1024;

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24); // as DeliveryPolicy.LongestRetryAfter
    private readonly HttpClient _http = new(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Dictionary<string, HttpClient> _inner = inner.Where(r => r.Host.EndsWith(".invalid", StringComparison.Ordinal))
        .ToDictionary(r => r.Host, r => new HttpClient(r.Open()) { Timeout = Timeout.InfiniteTimeSpan }, StringComparer.OrdinalIgnoreCase);

    /// <param name="judge">The product's own words about an answer; null leaves it to the status.</param>
    public async Task<SendOutcome> SendAsync(SendRequest request, ChannelCall call, Func<ChannelAnswer, Verdict?>? judge, CancellationToken cancellationToken)
    {
        var removal = new SecretRemoval([.. request.Secrets, .. call.Secrets]);
        var (url, user) = WithoutUser(call.Url);
        var headers = Headers(request.Key, call, user);
        var sent = Kept(removal.Remove(Written(call, url, headers)), MaxKeptRequest);
        if (call.Body?.Length > MaxRequestBytes)
        {
            return new(SendResult.Refused, sent, null, $"The message is larger than {MaxRequestBytes / 1024} kB.");
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var message = Message(call, url, headers);
            using var response = await (_inner.GetValueOrDefault(url.Host) ?? _http).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var answer = new ChannelAnswer((int)response.StatusCode, await ReadAsync(response, both.Token), RetryAfter(response));
            var told = Kept(removal.Remove($"{answer.Status} {response.ReasonPhrase}".TrimEnd() + (answer.Body.Length > 0 ? "\n" + answer.Body : "")), MaxKept);
            var verdict = judge?.Invoke(answer) ?? OfStatus(answer, response.Headers.Location);
            return new(verdict.Result, sent, told, verdict.Error is { } error ? removal.Remove(error) : null, Bounded(verdict.RetryAfter), verdict.IsChannelDown);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new(SendResult.TryAgain, sent, null, $"{url.Host} did not answer within {Limit.TotalSeconds:0} seconds.");
        }
        catch (OperationCanceledException)
        {
            return new(SendResult.TryAgain, sent, null, $"{url.Host} cannot be reached: no connection within seconds.", null, IsChannelDown: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            var verdict = ChannelFault.Of(e, url.Host) ?? new(SendResult.TryAgain, $"The answer of {url.Host} could not be read.");
            return new(verdict.Result, sent, null, removal.Remove(verdict.Error ?? ""), verdict.RetryAfter, verdict.IsChannelDown);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or NotSupportedException)
        {
            return new(SendResult.Refused, sent, null, removal.Remove($"The request cannot be sent: {e.Message}"));
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var client in _inner.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>Control characters out, cut where no character is split.</summary>
    internal static string Kept(string text, int max)
    {
        var clean = new StringBuilder(max);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, max * 2)))
        {
            if (!char.IsControl(c) || c == '\n')
            {
                clean.Append(c);
            }
        }

        return NoticeText.Cut(clean.ToString(), max);
    }

    private static List<(string Name, string Value)> Headers(string key, ChannelCall call, string? user)
    {
        List<(string, string)> headers = [("User-Agent", "MediaInsight"), ("Idempotency-Key", key)];
        if (user is not null)
        {
            headers.Add(("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user))));
        }

        // A channel's own headers win over ours.
        headers.RemoveAll(h => call.Headers.Any(own => string.Equals(own.Name, h.Item1, StringComparison.OrdinalIgnoreCase)));
        headers.AddRange(call.Headers);
        return headers;
    }

    private static HttpRequestMessage Message(ChannelCall call, Uri url, List<(string Name, string Value)> headers)
    {
        var message = new HttpRequestMessage(call.Method, url);
        if (call.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
        }

        foreach (var (name, value) in headers)
        {
            // Without validation means as they are written; line breaks are refused all the same.
            if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            {
                throw new FormatException($"'{name}' is no header that can be sent.");
            }
        }

        return message;
    }

    private static string Written(ChannelCall call, Uri url, List<(string Name, string Value)> headers)
    {
        var text = new StringBuilder($"{call.Method} {url.AbsoluteUri}\n");
        foreach (var (name, value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }

        if (call.Body is { } body)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: {call.ContentType}\n\n{Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxRequestBytes)))}");
        }

        return text.ToString();
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[MaxAnswerBytes];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer.AsSpan(0, length));
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or InvalidDataException && response.IsSuccessStatusCode)
        {
            // It was taken, whatever else was to be said: another attempt would tell it twice.
            return "";
        }
    }

    private static Verdict OfStatus(ChannelAnswer answer, Uri? location) => answer.Status switch
    {
        >= 200 and < 300 => new(SendResult.Taken),
        >= 300 and < 400 => new(SendResult.Refused, location is { IsAbsoluteUri: true } ? $"Answered with a redirect to {location.Host}; enter the address that it leads to." : "Answered with a redirect; enter the address that it leads to."),
        429 => new(SendResult.TryAgain, "The channel asks for fewer messages (429).", answer.RetryAfter, IsChannelDown: true),
        408 or 425 => new(SendResult.TryAgain, $"The channel asks to try again ({answer.Status}).", answer.RetryAfter),
        >= 500 => new(SendResult.TryAgain, $"The channel has a fault of its own ({answer.Status}).", answer.RetryAfter),
        401 or 403 => new(SendResult.Refused, $"The channel does not accept the token, key or password ({answer.Status})."),
        404 or 410 => new(SendResult.Refused, $"The channel says that this address does not exist, or no longer ({answer.Status})."),
        413 => new(SendResult.Refused, "The channel says that the message is too large (413)."),
        _ => new(SendResult.Refused, $"The channel refuses the message ({answer.Status})."),
    };

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static TimeSpan? Bounded(TimeSpan? wait) =>
        wait is { } w ? TimeSpan.FromTicks(Math.Clamp(w.Ticks, 0, LongestWait.Ticks)) : null;

    private static (Uri Url, string? User) WithoutUser(Uri url) =>
        url.UserInfo.Length == 0 ? (url, null) : (new UriBuilder(url) { UserName = "", Password = "" }.Uri, Uri.UnescapeDataString(url.UserInfo));
}
