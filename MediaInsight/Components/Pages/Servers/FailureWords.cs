using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>What went wrong with a server and what to do, in plain words.</summary>
public static class FailureWords
{
    public static string Title(ServerFailureKind kind) => kind switch
    {
        ServerFailureKind.Unreachable => "Can't reach the server",
        ServerFailureKind.TimedOut => "No answer in time",
        ServerFailureKind.Tls => "The secure connection failed",
        ServerFailureKind.Unauthorized => "Not signed in",
        ServerFailureKind.NotAdministrator => "Not an administrator",
        ServerFailureKind.WrongProduct => "Not the server that was expected",
        ServerFailureKind.WrongAddress => "Wrong address",
        ServerFailureKind.Unavailable => "The server is not ready",
        ServerFailureKind.RateLimited => "Too many requests",
        ServerFailureKind.TooLarge => "The answer is too large",
        _ => "The answer can't be read",
    };

    /// <summary>Null where the failure's own sentence says it.</summary>
    public static string? Advice(ServerFailureKind kind) => kind switch
    {
        ServerFailureKind.Unreachable => "Check address and port, and whether the server runs and can be reached from this machine.",
        ServerFailureKind.TimedOut => "The machine may be asleep, or a firewall may drop the connection.",
        ServerFailureKind.NotAdministrator => "Use the token or the account of the server's owner or of an administrator.",
        ServerFailureKind.WrongProduct => "Choose the product that runs there, or correct the address.",
        _ => null,
    };

    /// <summary>"Can't reach Living room Plex (connection refused)." for a server that is watched.</summary>
    public static string Line(ServerStatus status)
    {
        const string cannot = "Cannot connect: ";
        var said = status.Failure ?? "";
        return status.FailureKind switch
        {
            ServerFailureKind.Unreachable when said.StartsWith(cannot, StringComparison.Ordinal) => $"Can't reach {status.Name} ({said[cannot.Length..].TrimEnd('.')}).",
            ServerFailureKind.Unreachable => $"Can't reach {status.Name}. {said}",
            ServerFailureKind.TimedOut => $"{status.Name} does not answer. {said}",
            { } kind => $"{status.Name}: {Lower(Title(kind))}. {said}",
            null => $"{status.Name} can't be read.",
        };
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}

/// <summary>What to enter for each product, and where to find it.</summary>
public static class ProductWords
{
    public static string Port(ServerKind kind) => kind switch
    {
        ServerKind.Plex => "32400",
        ServerKind.Audiobookshelf => "13378",
        _ => "8096",
    };

    public static string TokenName(ServerKind kind) => kind switch
    {
        ServerKind.Plex => "Plex token",
        ServerKind.Audiobookshelf => "API key",
        _ => "API key",
    };

    public static string TokenHelp(ServerKind kind) => kind switch
    {
        ServerKind.Plex => "The X-Plex-Token of the server's owner.",
        ServerKind.Emby => "Emby: Settings, Advanced, API Keys, New API Key.",
        ServerKind.Jellyfin => "Jellyfin: Dashboard, API Keys, New API Key.",
        _ => "Audiobookshelf: Settings, API Keys. It must belong to an admin or the root user.",
    };
}
