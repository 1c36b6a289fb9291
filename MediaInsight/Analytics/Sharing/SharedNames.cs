using System.Globalization;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Analytics.Sharing;

/// <summary>Names as a shared page may tell them.</summary>
public static class SharedNames
{
    private static readonly char[] Breaks = [' ', '.', '_', '@'];

    public static ReviewResult Of(ReviewResult review, ShareNames names) => names == ShareNames.Full ? review : review with
    {
        Name = review.Name is { } name ? (names == ShareNames.FirstOnly ? First(name) : "Somebody") : null,
        Viewer = null,
        People = [.. review.People.Select((r, i) => r with { Key = Key(r.Key, StatisticSplit.Viewer, i, names) })],
    };

    public static StatisticResult Of(StatisticResult result, ShareNames names) => names == ShareNames.Full ? result : result with
    {
        Rows = [.. result.Rows.Select((r, i) => r with { Key = Key(r.Key, result.Request.By, i, names) })],
        Parts = [.. result.Parts.Select((k, i) => Key(k, result.Request.Then, i, names))],
    };

    /// <summary>Devices are called after people, servers after families: both go with the names.</summary>
    private static StatisticKey Key(StatisticKey key, StatisticSplit split, int place, ShareNames names)
    {
        if (key.IsOthers || key.IsUnknown)
        {
            return key;
        }

        string Numbered(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} {place + 1}");
        var anonymous = names == ShareNames.Anonymous;
        return split switch
        {
            StatisticSplit.Viewer => Bare(key, place, anonymous ? Numbered("Person") : First(key.Label), null),
            StatisticSplit.Account => Bare(key, place, anonymous ? Numbered("Account") : First(key.Label), anonymous ? null : key.Detail),
            StatisticSplit.Device => Bare(key, place, key.Detail ?? Numbered("Device"), null),
            StatisticSplit.Server when anonymous => Bare(key, place, Numbered("Server"), null),
            StatisticSplit.Library when anonymous => key with { Detail = null, Server = null },
            _ => key,
        };
    }

    // Numbers of people would tell two reports apart that are about the same person.
    private static StatisticKey Bare(StatisticKey key, int place, string? label, string? detail) =>
        key with { Id = (place + 1).ToString(CultureInfo.InvariantCulture), Label = label, Detail = detail, Viewer = null, Account = null, Server = null };

    private static string First(string? name) => name?.Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] ? first : "Somebody";
}
