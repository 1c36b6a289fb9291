namespace MediaInsight.Domain;

public enum NetworkLocation
{
    Lan = 0,
    Wan = 1,
}

/// <summary>Where a stream goes to, as told. Addresses are normalised (no port, no IPv4-mapped IPv6).</summary>
/// <param name="Address">Null when not told.</param>
/// <param name="Location">Null when the product does not tell: the own-networks setting decides then.</param>
/// <param name="Relayed">Through the vendor's relay.</param>
/// <param name="Secure">Over TLS.</param>
public sealed record NetworkRef(string? Address, NetworkLocation? Location = null, bool? Relayed = null, bool? Secure = null)
{
    public static readonly NetworkRef Unknown = new((string?)null);
}
