using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>"Read accounts and libraries of this server now"; returns at once.</summary>
public interface IServerRefreshes
{
    void Request(ServerId server);
}

/// <summary>Takes a server away together with everything that was played on it.</summary>
public interface IServerHistoryRemoval
{
    Task RemoveAsync(ServerId server, CancellationToken cancellationToken);
}
