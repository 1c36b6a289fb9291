using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Servers;

internal static class ServersUrls
{
    public const string Setup = "setup/servers";

    public static string Edit(ServerId server) => $"{AppUrls.Servers}/{server}/edit";
}
