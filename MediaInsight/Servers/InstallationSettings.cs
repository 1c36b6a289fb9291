namespace MediaInsight.Servers;

/// <summary>
/// What servers know this installation by; made once. It goes with the database, so that a restored installation is the device
/// that it was; the name of the cookie goes with the folder, so that two copies beside each other do not sign each other out.
/// </summary>
public sealed record InstallationSettings
{
    public string Id { get; init; } = "";
}
