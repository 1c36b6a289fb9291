using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>"Fill what was missed on this server from its own history": a button asks, the collector does.</summary>
public interface ICatchUp
{
    void Request(ServerId server);

    bool IsWaiting(ServerId server);
}
