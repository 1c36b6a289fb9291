using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>"Read the libraries of this server now", and "stop that"; both return at once. How it goes is told live.</summary>
public interface ILibrarySyncs
{
    /// <param name="server">Null: of all servers.</param>
    /// <param name="full">Every item; else only what changed since the last reading. A server that is being read goes on, with its wider wish.</param>
    void Start(ServerId? server, bool full);

    /// <summary>What has been read stays; the next full reading goes on where this one stopped.</summary>
    /// <param name="server">Null: of all servers.</param>
    void Cancel(ServerId? server);
}
