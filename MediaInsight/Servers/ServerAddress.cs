using System.Net;
using System.Net.Sockets;

namespace MediaInsight.Servers;

/// <summary>Checks an address that a person typed.</summary>
public static class ServerAddress
{
    /// <summary>The address as it is stored, ending with a slash; else a sentence that says what is wrong.</summary>
    public static (Uri? Url, string? Problem) Parse(string? text)
    {
        var value = text?.Trim() ?? "";
        if (value.Length == 0)
        {
            return (null, "Enter the server's address, for example http://192.168.1.10:8096.");
        }

        if (value.Length > 500)
        {
            return (null, "The address is too long.");
        }

        if (!value.Contains("://", StringComparison.Ordinal))
        {
            value = "http://" + value;
        }

        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            return (null, "This is no web address. It should look like http://192.168.1.10:8096 or https://media.example.org/path.");
        }

        if (url.UserInfo.Length > 0)
        {
            return (null, "Leave name and password out of the address; sign in or enter a token below.");
        }

        if (IsRefused(url.Host))
        {
            return (null, "This address belongs to the machine's cloud or link-local services and is never a media server.");
        }

        // What people copy from the address bar: Plex's and Jellyfin's web client live below these.
        var path = url.AbsolutePath;
        foreach (var tail in new[] { "/web/index.html", "/web/", "/web" })
        {
            if (path.EndsWith(tail, StringComparison.OrdinalIgnoreCase))
            {
                path = path[..^tail.Length];
                break;
            }
        }

        return (new Uri($"{url.Scheme}://{url.Authority}{path.TrimEnd('/')}/"), null);
    }

    private static bool IsRefused(string host)
    {
        if (host.Equals("metadata.google.internal", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? address.GetAddressBytes() is [169, 254, ..] or [0, ..] or [>= 224, ..]
            : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any);
    }
}
