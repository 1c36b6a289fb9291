using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>What counts as home. Section <c>MediaInsight:Network</c>.</summary>
public sealed record NetworkSettings
{
    /// <summary>Networks (CIDR) or addresses that are local besides the private ranges.</summary>
    public string[] OwnNetworks { get; init; } = [];

    public IEnumerable<(string Property, string Message)> Problems() =>
        OwnNetworks.Where(n => !Domain.OwnNetworks.IsNetwork(n)).Select(n => (nameof(OwnNetworks), $"'{n}' is no network in CIDR notation (203.0.113.0/24) and no address"));
}
