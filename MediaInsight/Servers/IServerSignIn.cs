using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>Turns a name and a password into a token; the password is not kept.</summary>
public interface IServerSignIn
{
    ServerKind Kind { get; }

    /// <summary>Throws <see cref="ServerFailure"/>: Unauthorized for a wrong password, NotAdministrator for somebody else's account.</summary>
    /// <param name="connection">With an empty token.</param>
    /// <returns>The lasting token to store.</returns>
    Task<string> SignInAsync(ServerConnection connection, string userName, string password, CancellationToken cancellationToken);
}

/// <summary>Makes the client of one product.</summary>
public interface IMediaServerClientFactory
{
    ServerKind Kind { get; }

    IMediaServerClient Create(ServerConnection connection);
}
