using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Components;

/// <summary>Every address of the interface, relative to the base href so that a sub-path works. Pages link with these only.</summary>
public static class AppUrls
{
    public const string Dashboard = "";
    public const string Activity = "activity";
    public const string RemoteLog = "remote-log";
    public const string HistoryList = "history";
    public const string HistoryBin = "history/bin";
    public const string Statistics = "statistics";
    public const string Reviews = "review";
    public const string Shares = "shares";

    /// <summary>The operator's dashboard.</summary>
    public const string Operator = "analytics";
    public const string Notifications = "notifications";
    public const string Newsletters = "newsletters";
    public const string NewNewsletter = "newsletters/new";
    public const string Reports = "reports";
    public const string NewReport = "reports/new";
    public const string Viewers = "viewers";
    public const string Libraries = "libraries";
    public const string Relinks = "libraries/relinks";

    /// <summary>Says by hand what a title that is gone is now; with both, what that would do.</summary>
    public static string Relink(MediaItemId? title, MediaItemId? to = null) => With(Relinks, ("title", title?.ToString()), ("to", to?.ToString()));

    /// <summary>Persons that may be one.</summary>
    public const string SamePerson = "viewers/merge";

    public const string DataCare = "data";
    public const string Servers = "servers";
    public const string Collector = "collector";
    public const string Users = "users";
    public const string Jobs = "jobs";
    public const string Logs = "logs";
    public const string Audit = "audit";
    public const string Settings = "settings";
    public const string Privacy = "settings/privacy";

    /// <summary>Data of pages as files; they take the words of the page's address and <c>format=csv|json</c>.</summary>
    public const string HistoryData = "api/v1/history";
    public const string ViewersData = "api/v1/viewers";
    public const string LibrariesData = "api/v1/libraries";

    public const string Setup = "setup";
    public const string Account = "account";
    public const string SignOut = "account/sign-out";

    public static string SignIn(string? returnUrl = null) => With("account/sign-in", ("returnUrl", string.IsNullOrEmpty(returnUrl) ? null : returnUrl));

    /// <summary>The live card of one play, opened.</summary>
    public static string ActivityOf(string playId) => With(Activity, ("play", playId));

    public static string History(string? search = null, string? viewer = null, string? server = null, string? play = null, string? account = null) =>
        With(HistoryList, ("q", search), ("viewer", viewer), ("account", account), ("server", server), ("play", play));

    /// <summary>A page of statistics ("when", "movies"); empty is the overview.</summary>
    public static string StatisticsOf(string section) => section.Length == 0 ? Statistics : $"{Statistics}/{Escape(section)}";
    /// <summary>A look back on a year (null: the page's own choice), or on the days from and to, of a person or of the household.</summary>
    public static string Review(ViewerId? viewer, int? year = null, DateOnly? from = null, DateOnly? to = null) =>
        With(viewer is { } one ? $"{Reviews}/{one}" : Reviews, ReviewDays(year, from, to));
    public static string ReviewData(ViewerId? viewer, DateOnly from, DateOnly to) =>
        With("api/v1/analytics/review", [("viewer", viewer?.ToString()), .. ReviewDays(null, from, to)]);
    /// <summary>The same as a drawing (SVG) to keep.</summary>
    public static string ReviewPicture(ViewerId? viewer, DateOnly from, DateOnly to) =>
        With("review-picture", [("viewer", viewer?.ToString()), .. ReviewDays(null, from, to)]);
    public static string Newsletter(int id) => $"{Newsletters}/{id.ToString(CultureInfo.InvariantCulture)}";

    public static string Report(int id) => $"{Reports}/{id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What a share link shows, for whoever has it.</summary>
    public static string Shared(string token) => $"share/{Escape(token)}";
    public static string SharedPoster(string token, MediaItemId item) => $"{Shared(token)}/poster/{item}";
    public static string SharedPicture(string token) => $"{Shared(token)}/picture";

    public static string Library(LibraryId library) => $"libraries/{library}";

    public static string ItemFilesData(MediaItemId item) => $"api/v1/items/{item}/files";

    public static string ItemContentsData(MediaItemId item) => $"api/v1/items/{item}/contents";

    public static string LibraryData(LibraryId library) => $"{LibrariesData}/{library}/items";

    /// <summary>A statistic of the catalogue as data; it takes the words of a filter.</summary>
    public static string StatisticData(string statistic) => $"api/v1/analytics/{Escape(statistic)}";

    public static string Item(MediaItemId item) => $"items/{item}";

    /// <summary>Plays of a title and of everything that lies in it.</summary>
    public static string HistoryOf(MediaItemId item) => With(HistoryList, ("item", item.ToString()));

    public static string Viewer(string viewerId) => $"viewers/{Escape(viewerId)}";

    /// <summary>A tab of the operator's dashboard ("streams"); null is the overview.</summary>
    public static string OperatorOf(string? tab) => With(Operator, ("tab", tab));

    /// <summary>A part of the data care page ("quality", "backups", "storage", "changes"), and the opened check of its first.</summary>
    public static string DataCareOf(string tab, string? check = null, int page = 1) =>
        With(DataCare, ("tab", tab), ("check", check), ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    public static string Backup(string name) => $"data/backups/{Escape(name)}";

    /// <summary>A person in a range of days ("30d", "2026-01-01..2026-02-01"); null is the page's own choice.</summary>
    public static string Viewer(ViewerId viewer, string? range = null) => With(Viewer(viewer.ToString()), ("range", range));

    /// <summary>Accounts and privacy of a person.</summary>
    public static string ManageViewer(ViewerId viewer) => $"{Viewer(viewer.ToString())}/manage";

    /// <summary>What a merge of two chosen persons would do.</summary>
    public static string Merge(ViewerId? from, ViewerId? into) => With(SamePerson, ("from", from?.ToString()), ("into", into?.ToString()));

    /// <summary>Pictures come through our own address; where there is none the answer is empty and the component shows its stand-in.</summary>
    public static string ItemPoster(MediaItemId item, int width = 240) => $"img/item/{item}/poster?w={width.ToString(CultureInfo.InvariantCulture)}";

    public static string ItemBackdrop(MediaItemId item) => $"img/item/{item}/backdrop?w=960";

    public static string UserPicture(ServerUserId user) => $"img/user/{user}?w=80";

    public static string ViewerPicture(ViewerId viewer) => $"img/viewer/{viewer}?w=160";

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

    private static (string Name, string? Value)[] ReviewDays(int? year, DateOnly? from, DateOnly? to) =>
        [("year", year?.ToString(CultureInfo.InvariantCulture)), ("from", from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("to", to?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];

    private static string Escape(string value) => Uri.EscapeDataString(value);
}
