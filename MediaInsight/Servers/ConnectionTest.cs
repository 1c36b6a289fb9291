using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>The outcome of trying a connection before it is saved.</summary>
/// <param name="Certificate">Set when the certificate is what stands in the way: its fingerprint can be pinned.</param>
public sealed record ConnectionTestResult(ServerIdentity? Identity, ServerFailureKind? FailureKind, string? Failure, ServerCertificate? Certificate)
{
    public bool IsGood => Identity is not null;
}

/// <param name="Fingerprint">SHA-256, hex.</param>
public sealed record ServerCertificate(string Fingerprint, string Subject, DateTimeOffset NotAfter);

/// <summary>Tries a connection and says in plain words how it went.</summary>
public sealed class ConnectionTest(ServerClients clients, TimeProvider time)
{
    public Task<ConnectionTestResult> RunAsync(ServerKind kind, string address, string token, string? pinnedFingerprint, CancellationToken cancellationToken) =>
        RunAsync(address, url => clients.Create(new ServerConnection(kind, url, token.Trim(), clients.InstallationId, pinnedFingerprint)), cancellationToken);

    /// <summary>With the token that is stored for the server.</summary>
    public Task<ConnectionTestResult> RunAsync(MediaServer stored, string address, string? pinnedFingerprint, CancellationToken cancellationToken) =>
        RunAsync(address, url => clients.Create(stored, url, pinnedFingerprint), cancellationToken);

    /// <summary>What a failure means for whoever enters a server; with the certificate when that stands in the way.</summary>
    public async Task<ConnectionTestResult> ExplainAsync(ServerFailure failure, Uri url, CancellationToken cancellationToken)
    {
        var certificate = failure.Kind == ServerFailureKind.Tls && url.Scheme == "https" ? await LookAtCertificateAsync(url, cancellationToken) : null;
        return new(null, failure.Kind, failure.Message, certificate);
    }

    private async Task<ConnectionTestResult> RunAsync(string address, Func<Uri, IMediaServerClient> open, CancellationToken cancellationToken)
    {
        var (url, problem) = ServerAddress.Parse(address);
        if (url is null)
        {
            return new(null, ServerFailureKind.WrongAddress, problem, null);
        }

        try
        {
            using var client = open(url);
            return new(await client.IdentifyAsync(cancellationToken), null, null, null);
        }
        catch (ServerFailure failure)
        {
            return await ExplainAsync(failure, url, cancellationToken);
        }
    }

    /// <summary>Reads the certificate without trusting it: nothing is sent.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5359", Justification = "Looks at the certificate to show its fingerprint; nothing is sent over this connection.")]
    private async Task<ServerCertificate?> LookAtCertificateAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(url.IdnHost, url.Port, both.Token);
            await using var tls = new SslStream(socket.GetStream());
            ServerCertificate? seen = null;
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = url.IdnHost,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    if (certificate is X509Certificate2 c)
                    {
                        seen = new(SocketTransport.Fingerprint(c), Text.Clean(c.Subject, Text.MaxName) ?? "", new DateTimeOffset(c.NotAfter.ToUniversalTime(), TimeSpan.Zero));
                    }

                    return true;
                },
            };
            await tls.AuthenticateAsClientAsync(options, both.Token);
            return seen;
        }
        catch (Exception e) when (e is SocketException or IOException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
        {
            return null;
        }
    }
}
