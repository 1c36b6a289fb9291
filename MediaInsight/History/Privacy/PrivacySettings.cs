using MediaInsight.Domain;

namespace MediaInsight.History.Privacy;

/// <summary>How much of a client's address is kept. The numbers are stored.</summary>
public enum AddressKeeping
{
    Full = 0,

    /// <summary>The network only: /24 of IPv4, /48 of IPv6.</summary>
    Shortened = 1,
    None = 2,
}

/// <summary>What is recorded of people. Section <c>MediaInsight:Privacy</c>.</summary>
public sealed record PrivacySettings
{
    /// <summary>Holds for what is read from now on; whether a play was at home is decided before the address is cut.</summary>
    public AddressKeeping Addresses { get; init; }

    /// <summary>All that is wrong with the values, each with its property's name.</summary>
    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (!Enum.IsDefined(Addresses))
        {
            yield return (nameof(Addresses), "must be Full, Shortened or None");
        }
    }

    /// <summary>What may be kept of an address.</summary>
    public string? Keep(string? address) => Addresses switch
    {
        AddressKeeping.Full => address,
        AddressKeeping.Shortened => Domain.Addresses.Shorten(address),
        _ => null,
    };
}
