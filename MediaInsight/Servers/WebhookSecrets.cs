using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MediaInsight.Domain;
using MediaInsight.Platform;

namespace MediaInsight.Servers;

/// <summary>
/// The secret part of a server's webhook address. Servers sign nothing: who knows the address may make this program read
/// that server, and no more.
/// </summary>
public sealed class WebhookSecrets(ServerRegistry registry, SecretProtector secrets)
{
    private const int Bytes = 32;

    /// <summary>Compared with where there is none, so that the answer takes as long.</summary>
    private static readonly byte[] None = new byte[Base64Url.GetEncodedLength(Bytes)];

    /// <summary>Plex, Emby and Jellyfin can call; Audiobookshelf cannot, and the demo household is only imagined.</summary>
    public static bool IsOffered(MediaServer server) => server.Kind != ServerKind.Audiobookshelf && !server.IsDemo;

    /// <summary>Null: none has been made, or the keys that encrypted it are gone.</summary>
    public string? Of(MediaServer server) => server.EncryptedWebhookSecret is { } cipher ? secrets.Unprotect(cipher) : null;

    /// <summary>Makes a new one; the address with the old one works no more.</summary>
    public async Task<string> RenewAsync(ServerId server, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        await registry.SetWebhookSecretAsync(server, secrets.Protect(secret), cancellationToken);
        return secret;
    }

    /// <summary>The watched server that this address belongs to; null for any other address.</summary>
    public MediaServer? Find(ServerId id, string given)
    {
        var server = registry.Find(id) is { IsEnabled: true } known && IsOffered(known) ? known : null;
        var secret = server is null ? null : Of(server);
        var right = CryptographicOperations.FixedTimeEquals(secret is null ? None : Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(given));
        return right && secret is not null ? server : null;
    }
}
