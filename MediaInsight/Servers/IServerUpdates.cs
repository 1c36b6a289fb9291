namespace MediaInsight.Servers;

/// <param name="Version">Null: the server says that there is one, not which.</param>
public sealed record UpdateOffer(bool IsOffered, string? Version = null);

/// <summary>A client whose server says whether a newer version of it can be installed (all but Audiobookshelf).</summary>
public interface IServerUpdates
{
    /// <summary>Null: the server does not say.</summary>
    Task<UpdateOffer?> GetUpdateAsync(CancellationToken cancellationToken);
}
