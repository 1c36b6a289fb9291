using System.Net;

namespace MediaInsight.Domain;

/// <summary>Addresses of clients as servers write them: with ports, brackets, zones, as IPv4 inside IPv6.</summary>
public static class Addresses
{
    /// <summary>The plain address, or null for anything that is none (DNS names too).</summary>
    public static string? Normalize(string? text)
    {
        var value = text?.Trim();
        if (string.IsNullOrEmpty(value) || value.Length > 80)
        {
            return null;
        }

        if (value[0] == '[' && value.IndexOf(']', StringComparison.Ordinal) is > 0 and var close)
        {
            value = value[1..close];
        }
        else if (value.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && value.LastIndexOf(':') == colon)
        {
            value = value[..colon];
        }

        if (value.IndexOf('%', StringComparison.Ordinal) is > 0 and var zone)
        {
            value = value[..zone];
        }

        if (!IPAddress.TryParse(value, out var address) || (!value.Contains('.', StringComparison.Ordinal) && !value.Contains(':', StringComparison.Ordinal)))
        {
            return null;
        }

        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    /// <summary>The network of an address: its last byte (IPv4) or its last ten (IPv6) become zero. Null for what is no address.</summary>
    public static string? Shorten(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            return null;
        }

        var bytes = (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).GetAddressBytes();
        bytes.AsSpan(bytes.Length == 4 ? 3 : 6).Clear();
        return new IPAddress(bytes).ToString();
    }
}
