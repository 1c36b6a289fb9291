using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>A configured server. The token is stored encrypted and leaves this module only inside a <see cref="ServerConnection"/>.</summary>
public sealed class MediaServer
{
    public ServerId Id { get; init; }
    public required ServerKind Kind { get; init; }
    public required string Name { get; set; }

    /// <summary>http or https, ends with a slash.</summary>
    public required string Url { get; set; }
    public required string EncryptedToken { get; set; }

    /// <summary>The server's own id when it was first reached: another server under the same address is noticed by it.</summary>
    public string? MachineId { get; set; }
    public string? Version { get; set; }
    public bool IsEnabled { get; set; } = true;

    /// <summary>Given by file or environment: not editable in the UI.</summary>
    public bool IsFromConfiguration { get; set; }
    public bool IsDemo { get; init; }

    /// <summary>SHA-256 of the accepted certificate, hex.</summary>
    public string? PinnedFingerprint { get; set; }
    /// <summary>What the address for its webhooks ends with; null: none has been made.</summary>
    public string? EncryptedWebhookSecret { get; set; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last good reading, to the minute: what lies between it and the next start was not observed.</summary>
    public DateTimeOffset? LastGoodAt { get; set; }

    /// <summary>Deleted with its history kept: no longer polled nor listed.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}
