using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace MediaInsight.Platform.Web;

/// <summary>Where the program listens, by <c>--urls</c> or environment: said in words when it is wrong or taken.</summary>
public static class ListenAddresses
{
    private const string InUse = "Another program listens on the address already. Stop it, or choose another address.";

    /// <summary>What is wrong with the configuration, naming the variable.</summary>
    public static IEnumerable<string> Validate(IConfiguration configuration)
    {
        var urls = Parts(configuration, WebHostDefaults.ServerUrlsKey);
        foreach (var url in urls.Where(u => !IsGood(u)))
        {
            yield return $"ASPNETCORE_URLS (--urls): '{url}' is no address to listen on (http://127.0.0.1:8080).";
        }

        foreach (var port in urls.Length > 0 ? [] : Parts(configuration, WebHostDefaults.HttpPortsKey).Where(p => !ushort.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            yield return $"ASPNETCORE_HTTP_PORTS: '{port}' is no port (0 to 65535).";
        }
    }

    /// <summary>Why one of the addresses cannot be listened on; null when all can. Asked before anything runs that would have to be stopped again.</summary>
    public static string? Probe(IConfiguration configuration)
    {
        foreach (var url in Parts(configuration, WebHostDefaults.ServerUrlsKey))
        {
            if (BindingAddress.Parse(url) is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 } address && Probe(address) is { } problem)
            {
                return $"{problem} ASPNETCORE_URLS (--urls) names {url}.";
            }
        }

        return null;
    }

    /// <summary>Why the server could not listen where nothing was probed before: the default, ports without a host. Null when it was something else.</summary>
    public static string? Problem(Exception failure, IConfiguration configuration)
    {
        var reason = failure switch
        {
            IOException { InnerException: AddressInUseException } => InUse,
            SocketException socket => InWords(socket),
            _ => null,
        };
        var named = Parts(configuration, WebHostDefaults.ServerUrlsKey) is { Length: > 0 } urls ? $"ASPNETCORE_URLS (--urls) names {string.Join(", ", urls)}."
            : Parts(configuration, WebHostDefaults.HttpPortsKey) is { Length: > 0 } ports ? $"ASPNETCORE_HTTP_PORTS names {string.Join(", ", ports)}."
            : "No address is given, so it is http://localhost:5000; ASPNETCORE_URLS (--urls) takes another, http://127.0.0.1:8080.";
        return reason is null ? null : $"{reason} {named}";
    }

    // The same socket that the server opens, closed at once.
    private static string? Probe(BindingAddress address)
    {
        var host = address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host, out var given) ? given : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        try
        {
            using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (host.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(host, address.Port));
            socket.Listen();
            return null;
        }
        catch (SocketException e)
        {
            return InWords(e);
        }
    }

    private static string? InWords(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => InUse,
        SocketError.AccessDenied => "This user may not listen on the address. Ports below 1024 are often reserved.",
        SocketError.AddressNotAvailable => "This machine does not have the address.",
        _ => null,
    };

    private static string[] Parts(IConfiguration configuration, string key) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsGood(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);

            // A port that is none is taken for a part of the host, and port 80 for what was meant.
            return address.IsUnixPipe || address.IsNamedPipe
                || (address.Scheme.ToUpperInvariant() is "HTTP" or "HTTPS" && address.Port is >= 0 and <= ushort.MaxValue && (address.Host.StartsWith('[') || !address.Host.Contains(':', StringComparison.Ordinal)));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
