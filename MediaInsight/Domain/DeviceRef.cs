namespace MediaInsight.Domain;

/// <summary>The machine and the app that play. Every part may be untold.</summary>
public sealed record DeviceRef
{
    /// <summary>The client installation's own id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>What its owner calls it: "Living room TV".</summary>
    public string? Name { get; init; }

    /// <summary>The app: "Plex Web", "Findroid".</summary>
    public string? ClientName { get; init; }
    public string? ClientVersion { get; init; }

    /// <summary>"Android", "Roku", "Chrome".</summary>
    public string? Platform { get; init; }
    public string? PlatformVersion { get; init; }
    public string? Model { get; init; }

    /// <summary>web, mobile, tv, desktop, speaker or other: derived from what is told.</summary>
    public string DeviceType => DeviceTypes.Of(this);
}
