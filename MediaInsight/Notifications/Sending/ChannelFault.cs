using System.Net.Sockets;
using System.Security.Authentication;
using MediaInsight.Platform.Http;

namespace MediaInsight.Notifications.Sending;

/// <summary>Why a connection failed, in words for whoever set the channel up.</summary>
internal static class ChannelFault
{
    /// <summary>Null: nothing that a connection does.</summary>
    public static Verdict? Of(Exception fault, string host)
    {
        var chain = Chain(fault).ToList();
        if (chain.OfType<AddressBarred>().FirstOrDefault() is { } barred)
        {
            return new(SendResult.Refused, barred.Message);
        }

        if (chain.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
        {
            return Down($"{host} has no certificate that is trusted here: {tls.Message.TrimEnd('.')}.");
        }

        if (chain.OfType<HttpRequestException>().FirstOrDefault() is { HttpRequestError: HttpRequestError.SecureConnectionError })
        {
            return Down($"{host} does not speak TLS on this port, or broke off while the secure connection was made.");
        }

        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return OfSocket(socket.SocketErrorCode, host);
        }

        return chain.Any(e => e is IOException or HttpRequestException)
            ? new(SendResult.TryAgain, $"{host} broke off the connection before it answered.")
            : null;
    }

    private static Verdict OfSocket(SocketError error, string host) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData => Down($"There is no host called {host}."),
        SocketError.TryAgain or SocketError.NoRecovery => Down($"The name {host} could not be looked up: the name server does not answer."),
        SocketError.ConnectionRefused => Down($"{host} refuses connections on this port: nothing listens there."),
        SocketError.TimedOut => Down($"{host} cannot be reached: no connection within seconds."),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown => Down($"There is no way to {host} from here."),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => new(SendResult.TryAgain, $"{host} broke off the connection before it answered."),
        _ => Down($"No connection to {host} ({error})."),
    };

    private static Verdict Down(string words) => new(SendResult.TryAgain, words, IsChannelDown: true);

    private static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            yield return fault;
        }
    }
}
