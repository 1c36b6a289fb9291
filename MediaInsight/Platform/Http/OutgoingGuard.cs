using System.Net;
using System.Net.Sockets;
using IPNetwork = System.Net.IPNetwork;

namespace MediaInsight.Platform.Http;

/// <summary>The way to an address is barred: an answer in words for whoever typed it.</summary>
public sealed class AddressBarred(string message) : IOException(message);

/// <summary>
/// Opens connections to addresses that people type, and to no address that gives away the machine it runs on: what only a
/// cloud's own host answers (metadata), link-local, "this host", multicast. Loopback and private networks are open, because
/// that is where the receivers of a household stand. The name is resolved here and the checked address is the one connected
/// to, so that a name which points elsewhere a moment later gains nothing.
/// </summary>
/// <param name="allowed">Opened by the admin all the same: <c>MediaInsight:Notifications:AllowedAddresses</c>.</param>
public sealed class OutgoingGuard(IReadOnlyList<IPNetwork> allowed, TimeProvider time)
{
    private const string Section = "MediaInsight:Notifications:AllowedAddresses";
    private static readonly TimeSpan PerAddress = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ForName = TimeSpan.FromSeconds(5);

    /// <summary>Sources: RFC 6890, and the metadata addresses of Amazon, Google, Azure, Alibaba and Oracle.</summary>
    private static readonly IPNetwork[] Barred =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("100.100.100.200/32"),
        IPNetwork.Parse("192.0.0.192/32"),
        IPNetwork.Parse("168.63.129.16/32"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("255.255.255.255/32"),
        IPNetwork.Parse("::/128"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("ff00::/8"),
        IPNetwork.Parse("fd00:ec2::254/128"),
        IPNetwork.Parse("fd20:ce::254/128"),
    ];

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    /// <summary>Where networks choose a prefix of their own to translate with, of one of several lengths (RFC 8215, RFC 6052).</summary>
    private static readonly IPNetwork TranslatedHere = IPNetwork.Parse("64:ff9b:1::/48");

    /// <summary>::ffff:0:a.b.c.d (RFC 2765).</summary>
    private static readonly IPNetwork Stateless = IPNetwork.Parse("::ffff:0:0:0/96");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    public static OutgoingGuard From(IConfiguration configuration, TimeProvider time) =>
        new([.. configuration.GetSection(Section).GetChildren().Select(e => Network(e.Value)).OfType<IPNetwork>()], time);

    /// <summary>What is wrong with the configuration, naming the variable.</summary>
    public static IEnumerable<string> Validate(IConfiguration configuration) =>
        configuration.GetSection(Section).GetChildren()
            .Where(e => Network(e.Value) is null)
            .Select(e => $"MediaInsight__Notifications__AllowedAddresses__{e.Key}: '{e.Value}' is neither an address (169.254.10.2) nor a network (169.254.10.0/24).");

    public bool Allows(IPAddress address)
    {
        var meanings = Meanings(address);
        return allowed.Any(n => n.Contains(address))
            || (!Barred.Any(n => n.Contains(address)) && meanings.All(m => allowed.Any(n => n.Contains(m)) || !Barred.Any(n => n.Contains(m))))
            || (meanings is [var only] && allowed.Any(n => n.Contains(only)));
    }

    /// <summary>A handler that connects through this guard only: no redirects, no cookies, no system proxy, no trace headers.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),

        // As many as there may be channels: each has one message on its way, and none waits for another's receiver.
        MaxConnectionsPerServer = 100,
        MaxResponseHeadersLength = 32,
        ActivityHeadersPropagator = null,
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
    };

    /// <summary>Throws <see cref="AddressBarred"/> or <see cref="SocketException"/>.</summary>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var found = await ResolveAsync(host, cancellationToken);
        var open = found.Where(Allows).ToList();
        if (open.Count == 0)
        {
            throw new AddressBarred($"{host} is a link-local, metadata or group address, which messages are not sent to. If it is meant, name it in MediaInsight__Notifications__AllowedAddresses__0.");
        }

        SocketException? last = null;
        foreach (var address in open)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var limit = new CancellationTokenSource(PerAddress, time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                await socket.ConnectAsync(new IPEndPoint(address, port), both.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                socket.Dispose();
                last = new SocketException((int)SocketError.TimedOut);
            }
            catch (OperationCanceledException)
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!; // non-null: there was at least one address
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return [literal];
        }

        using var limit = new CancellationTokenSource(ForName, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await Dns.GetHostAddressesAsync(host, both.Token) is { Length: > 0 } found ? found : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TryAgain);
        }
    }

    /// <summary>The IPv4 address that an IPv6 address stands for, where it does; all of them where it may be one of several.</summary>
    private static IPAddress[] Meanings(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return [address.MapToIPv4()];
        }

        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
        {
            return [address];
        }

        var bare = new IPAddress(bytes);
        return SixToFour.Contains(bare) ? [new(bytes.AsSpan(2, 4))]
            : Translated.Contains(bare) || Stateless.Contains(bare) || (Compatible.Contains(bare) && !bare.Equals(IPAddress.IPv6Loopback) && !bare.Equals(IPAddress.IPv6Any)) ? [new(bytes.AsSpan(12, 4))]
            : TranslatedHere.Contains(bare) ? [.. new[] { Of(6, 7, 9, 10), Of(7, 9, 10, 11), Of(9, 10, 11, 12), Of(12, 13, 14, 15) }.Where(m => m.GetAddressBytes()[0] != 0)] // else read at the wrong place
            : Teredo.Contains(bare) ? [new(bytes.AsSpan(4, 4)), new([(byte)~bytes[12], (byte)~bytes[13], (byte)~bytes[14], (byte)~bytes[15]])]
            : [bare]; // without its zone: fe80::1%3

        IPAddress Of(int a, int b, int c, int d) => new([bytes[a], bytes[b], bytes[c], bytes[d]]);
    }

    private static IPNetwork? Network(string? text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;
}
