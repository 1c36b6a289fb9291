using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>From a filter of statistics to a selection of the index.</summary>
internal static class PlaySelections
{
    /// <param name="items">What <see cref="AnalyticsFilter.Item"/> stands for.</param>
    public static PlaySelection Of(AnalyticsFilter filter, IReadOnlyList<MediaItemId>? items, TimeZoneInfo zone, ReadScope scope, PlayNames names)
    {
        var selection = new PlaySelection
        {
            Server = filter.Server?.Value ?? -1,
            Library = filter.Library?.Value ?? -1,
            Kind = filter.Kind is { } kind ? (int)kind : -1,
            Decision = filter.Decision is { } decision ? (int)decision : -1,
            Items = items is null ? null : ItemSet(items),
            FromMs = filter.From is { } from ? SiteDays.Start(from, zone).ToUnixTimeMilliseconds() : long.MinValue,
            BeforeMs = filter.To is { } to ? SiteDays.Start(to.AddDays(1), zone).ToUnixTimeMilliseconds() : long.MaxValue,
        };
        selection = filter.Viewer is { } viewer ? selection.And(names, a => a.Viewer == viewer.Value) : selection;
        selection = filter.User is { } user ? selection.And(names, a => a.Id == user.Value) : selection;

        // A reader limited to one person who asks for another gets nothing: both conditions hold.
        return selection.Within(scope, names);
    }

    public static bool[] ItemSet(IReadOnlyList<MediaItemId> items)
    {
        var set = new bool[items.Count == 0 ? 0 : items.Max(i => i.Value) + 1];
        foreach (var item in items)
        {
            set[item.Value] = true;
        }

        return set;
    }
}
