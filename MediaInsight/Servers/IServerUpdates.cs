namespace MediaInsight.Servers;

/// <summary>A client whose server says whether a newer version of it can be installed.</summary>
public interface IServerUpdates
{
    /// <summary>Null: the server does not say.</summary>
    Task<bool?> HasUpdateAsync(CancellationToken cancellationToken);
}
