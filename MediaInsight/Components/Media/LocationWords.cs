using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Media;

/// <summary>Where a stream goes to.</summary>
public static class LocationWords
{
    public static string? Of(NetworkRef network) => Of(network.Location, network.Relayed);

    /// <summary>Null when the server does not tell and no address says it.</summary>
    public static string? Of(NetworkLocation? location, bool? relayed = null) => (location, relayed) switch
    {
        (_, true) => "Remote, relayed",
        (NetworkLocation.Lan, _) => "Home",
        (NetworkLocation.Wan, _) => "Remote",
        _ => null,
    };

    public static IconName Icon(NetworkLocation? location) => location == NetworkLocation.Lan ? IconName.Home : IconName.Globe;
}
