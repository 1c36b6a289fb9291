using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Platform;

namespace MediaInsight.Servers;

/// <summary>Makes clients for stored servers. The only place where a stored token becomes clear text.</summary>
public sealed class ServerClients(IEnumerable<IMediaServerClientFactory> factories, SecretProtector secrets, SettingsStore settings)
{
    private readonly Dictionary<ServerKind, IMediaServerClientFactory> _factories = factories.ToDictionary(f => f.Kind);

    public string InstallationId => settings.Get<InstallationSettings>().Id is { Length: > 0 } id ? id : "mediainsight";

    /// <summary>Throws <see cref="ServerFailure"/> when the stored token cannot be decrypted any more.</summary>
    public IMediaServerClient Create(MediaServer server) => Create(server, new Uri(server.Url), server.PinnedFingerprint);

    /// <summary>The stored token at another address, to try it before it is saved.</summary>
    public IMediaServerClient Create(MediaServer server, Uri address, string? pinnedFingerprint) =>
        Create(ConnectionOf(server) with { BaseUrl = address, PinnedFingerprint = pinnedFingerprint });

    public IMediaServerClient Create(ServerConnection connection) =>
        _factories.TryGetValue(connection.Kind, out var factory)
            ? factory.Create(connection)
            : throw new ServerFailure(ServerFailureKind.Protocol, $"{connection.Kind} is not supported.");

    /// <inheritdoc cref="Create(MediaServer)"/>
    internal ServerConnection ConnectionOf(MediaServer server)
    {
        var token = secrets.Unprotect(server.EncryptedToken)
            ?? throw new ServerFailure(ServerFailureKind.Unauthorized, "The stored token cannot be decrypted: the key folder is not the one it was stored with. Enter the token again.");
        return new(server.Kind, new Uri(server.Url), token, InstallationId, server.PinnedFingerprint);
    }
}
