using System.Net;

namespace MediaInsight.Domain;

/// <summary>Decides LAN or WAN where a product does not tell: private and loopback ranges plus what the admin calls home.</summary>
public sealed class OwnNetworks
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    private readonly IPNetwork[] _networks;

    /// <param name="own">CIDR notation; entries that are none are refused by <see cref="IsNetwork"/> before they get here and ignored now.</param>
    public OwnNetworks(IEnumerable<string> own) =>
        _networks = [.. Private, .. own.Select(n => TryParse(n, out var network) ? network : (IPNetwork?)null).OfType<IPNetwork>()];

    public static bool IsNetwork(string text) => TryParse(text, out _);

    /// <summary>A network in CIDR notation, or one address.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        text = text.Trim();
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (IPAddress.TryParse(text, out var one))
        {
            network = new(one, one.GetAddressBytes().Length * 8);
            return true;
        }

        return false;
    }

    /// <summary>Null when the address is not told.</summary>
    public NetworkLocation? Locate(string? address)
    {
        if (address is null || !IPAddress.TryParse(address, out var ip))
        {
            return null;
        }

        return _networks.Any(n => n.Contains(ip)) ? NetworkLocation.Lan : NetworkLocation.Wan;
    }
}
