namespace MediaInsight.Servers;

public enum ServerFailureKind
{
    /// <summary>No connection: refused, no route, no such name.</summary>
    Unreachable,
    TimedOut,

    /// <summary>The certificate is not trusted, or the port does not speak TLS.</summary>
    Tls,

    /// <summary>The token is missing, wrong or expired.</summary>
    Unauthorized,

    /// <summary>The token works and belongs to somebody who is not an administrator.</summary>
    NotAdministrator,

    /// <summary>Something else answers there, or another of the four products.</summary>
    WrongProduct,

    /// <summary>404, a redirect or a web page where the API should be.</summary>
    WrongAddress,

    /// <summary>5xx: starting, migrating, overloaded.</summary>
    Unavailable,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>The answer cannot be read as what it should be.</summary>
    Protocol,

    /// <summary>The answer is larger than <see cref="ServerHttp.MaxBodyBytes"/>.</summary>
    TooLarge,
}

/// <summary>
/// The one exception that leaves a connector. The message is a sentence for the Servers page: what happened, in plain
/// words, without secrets.
/// </summary>
public sealed class ServerFailure(ServerFailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public ServerFailureKind Kind { get; } = kind;

    /// <summary>Seconds to wait, where the server says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>An answer without its list: taken for an empty one, everything in it would seem to be gone.</summary>
    internal static ServerFailure NoList(string product, string of) => new(ServerFailureKind.Protocol, $"{product}'s answer holds no list of {of}.");
}
