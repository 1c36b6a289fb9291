using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>Addresses of titles in the servers' own web interfaces. The id is escaped: whatever a server sends stays part of one place in the address.</summary>
public static class ServerLinks
{
    /// <summary>Null where something is missing that the address needs.</summary>
    public static string? Of(MediaServer server, string externalId)
    {
        if (!Uri.TryCreate(server.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var id = Uri.EscapeDataString(externalId);
        var machine = server.MachineId is { } m ? Uri.EscapeDataString(m) : null;
        return server.Kind switch
        {
            // The key is a path inside the fragment, escaped once more.
            ServerKind.Plex when machine is not null => $"https://app.plex.tv/desktop/#!/server/{machine}/details?key={Uri.EscapeDataString($"/library/metadata/{id}")}",
            ServerKind.Emby => $"{url}web/index.html#!/item?id={id}" + (machine is null ? "" : $"&serverId={machine}"),
            ServerKind.Jellyfin => $"{url}web/#/details?id={id}" + (machine is null ? "" : $"&serverId={machine}"),
            ServerKind.Audiobookshelf => $"{url}item/{id}",
            _ => null,
        };
    }
}
