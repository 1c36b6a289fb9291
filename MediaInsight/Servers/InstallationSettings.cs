namespace MediaInsight.Servers;

/// <summary>What servers know this installation by; made once.</summary>
public sealed record InstallationSettings
{
    public string Id { get; init; } = "";
}
