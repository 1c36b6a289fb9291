using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MediaInsight.Servers;

/// <summary>Opens the way to a server: a socket, or for the demo household a simulated server behind the same wire.</summary>
public interface IServerTransport
{
    HttpMessageHandler Open(ServerConnection connection);

    /// <summary>True where a connection can stay open and be upgraded; a simulated server only answers.</summary>
    bool HasSockets(ServerConnection connection) => true;
}

/// <summary>Real sockets: no redirects, no cookies, no system proxy, short connect time, pinned certificate when there is one.</summary>
public sealed class SocketTransport : IServerTransport
{
    public HttpMessageHandler Open(ServerConnection connection)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            MaxConnectionsPerServer = 6,
            MaxResponseHeadersLength = 64,
        };
        if (connection.PinnedFingerprint is { } pinned)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                errors == SslPolicyErrors.None
                || (certificate is X509Certificate2 c && string.Equals(Fingerprint(c), pinned, StringComparison.OrdinalIgnoreCase));
        }

        return handler;
    }

    /// <summary>SHA-256 over the whole certificate, hex, upper case, no separators.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(certificate.RawData));
}

/// <summary>Makes the bounded reader that connectors use.</summary>
public sealed class ServerHttpFactory(IServerTransport transport, TimeProvider time)
{
    public TimeProvider Time => time;

    /// <param name="headers">Sent with every request; secrets included.</param>
    public ServerHttp Create(ServerConnection connection, string product, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var http = new HttpClient(transport.Open(connection), disposeHandler: true)
        {
            BaseAddress = connection.BaseUrl,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var (name, value) in headers)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return new(http, time, product);
    }
}
