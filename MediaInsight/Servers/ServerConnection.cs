using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>All that a connector needs to talk to one server.</summary>
/// <param name="BaseUrl">http or https, any base path, no query; ends with a slash.</param>
/// <param name="Token">Clear text: lives in memory only. Never log a connection.</param>
/// <param name="InstallationId">This installation's stable client id (X-Plex-Client-Identifier, DeviceId).</param>
/// <param name="PinnedFingerprint">SHA-256 of the certificate to accept, hex; null: the system's trust decides.</param>
public sealed record ServerConnection(ServerKind Kind, Uri BaseUrl, string Token, string InstallationId, string? PinnedFingerprint = null)
{
    /// <summary>Without the token: records print their members otherwise.</summary>
    public override string ToString() => $"{Kind} {BaseUrl}";
}
