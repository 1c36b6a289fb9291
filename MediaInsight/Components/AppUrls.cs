namespace MediaInsight.Components;

/// <summary>Every address of the interface, relative to the base href so that a sub-path works. Pages link with these only.</summary>
public static class AppUrls
{
    public const string Dashboard = "";
    public const string Activity = "activity";
    public const string HistoryList = "history";
    public const string Viewers = "viewers";

    public const string Servers = "servers";
    public const string Users = "users";
    public const string Jobs = "jobs";
    public const string Logs = "logs";
    public const string Audit = "audit";
    public const string Settings = "settings";

    public const string Setup = "setup";
    public const string Account = "account";
    public const string SignOut = "account/sign-out";

    public static string SignIn(string? returnUrl = null) => With("account/sign-in", ("returnUrl", string.IsNullOrEmpty(returnUrl) ? null : returnUrl));

    /// <summary>The live card of one play, opened.</summary>
    public static string ActivityOf(string playId) => With(Activity, ("play", playId));

    public static string History(string? search = null, string? viewer = null, string? server = null, string? play = null) =>
        With(HistoryList, ("q", search), ("viewer", viewer), ("server", server), ("play", play));

    public static string Viewer(string viewerId) => $"viewers/{Escape(viewerId)}";

    public static string Server(string serverId) => $"servers/{Escape(serverId)}";

    public const string AddServer = "servers/add";

    /// <summary>Adds the values that are there, escaped, in the order given.</summary>
    public static string With(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
            {
                path += $"{separator}{name}={Escape(value)}";
                separator = '&';
            }
        }

        return path;
    }

    private static string Escape(string value) => Uri.EscapeDataString(value);
}
