using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components.Routing;

namespace MediaInsight.Components.Layout;

/// <summary>One way to a page: rail, bottom bar and its "More" sheet show the same list.</summary>
public sealed record NavEntry(string Url, string Text, IconName Icon, NavLinkMatch Match = NavLinkMatch.Prefix)
{
    public static IReadOnlyList<NavEntry> Everyone { get; } =
    [
        new(AppUrls.Dashboard, "Dashboard", IconName.Dashboard, NavLinkMatch.All),
        new(AppUrls.Activity, "Activity", IconName.Activity),
        new(AppUrls.HistoryList, "History", IconName.History),
        new(AppUrls.Statistics, "Statistics", IconName.Chart),
        new(AppUrls.Viewers, "Viewers", IconName.People),
        new(AppUrls.Reports, "Reports", IconName.Table),
        new(AppUrls.Reviews, "Year in review", IconName.Calendar),
    ];

    /// <summary>The bottom bar has room for four and "More".</summary>
    public static IReadOnlyList<NavEntry> Bar { get; } = [.. Everyone.Take(4)];

    /// <summary>For everyone, behind "More".</summary>
    public static IReadOnlyList<NavEntry> BehindBar { get; } = [.. Everyone.Skip(4)];

    /// <summary>For readers who are not limited to a person.</summary>
    public static IReadOnlyList<NavEntry> Unlimited { get; } = [new(AppUrls.Libraries, "Libraries", IconName.Library)];

    public static IReadOnlyList<NavEntry> Administration { get; } =
    [
        new(AppUrls.Operator, "Operations", IconName.Bandwidth),
        new(AppUrls.Notifications, "Notifications", IconName.Bell),
        new(AppUrls.Newsletters, "Newsletters", IconName.Book),
        new(AppUrls.Servers, "Servers", IconName.Server),
        new(AppUrls.Collector, "Collector", IconName.Eye),
        new(AppUrls.Users, "Users", IconName.Key),
        new(AppUrls.DataCare, "Data care", IconName.Database),
        new(AppUrls.Jobs, "Jobs", IconName.Jobs),
        new(AppUrls.Logs, "Logs", IconName.Logs),
        new(AppUrls.Audit, "Audit log", IconName.Audit),
        new(AppUrls.Settings, "Settings", IconName.Settings),
    ];
}
