using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>Where a row of a statistic leads, with the filter as it is.</summary>
public static class StatisticLinks
{
    public static string? Of(StatisticSplit split, StatisticKey key, StatisticAddress address) => split switch
    {
        StatisticSplit.Viewer when key.Viewer is { } viewer => AppUrls.Viewer(viewer, Range(address.Words)),
        StatisticSplit.Account when key.Account is { } account => Narrowed(address, f => f with { User = account }),
        StatisticSplit.Server when key.Server is { } server => Narrowed(address, f => f with { Server = server }),
        StatisticSplit.Library when key.Library is { } library => Narrowed(address, f => f with { Library = library }),
        StatisticSplit.Kind when key.Kind is { } kind && PanelCatalogue.Kinds.FirstOrDefault(k => k.Kind == kind) is { } page => address.To(page.Key).ToString(),
        StatisticSplit.Decision when key.Id.Length > 0 && Media.StatisticKeyWords.DecisionOf(key.Id) is { } decision => Narrowed(address, f => f with { Decision = decision }),
        StatisticSplit.Title or StatisticSplit.Item or StatisticSplit.Album or StatisticSplit.Season => key.Item is { } item ? AppUrls.Item(item) : key.Label is { Length: > 0 } title ? AppUrls.History(search: title) : null,
        _ => null,
    };

    /// <summary>All statistics of one person, title, library or server, from their pages; of all time unless a range is given.</summary>
    public static string All(AnalyticsFilter filter, DateRange? range = null, DateOnly today = default)
    {
        var words = new FilterWords(filter, FilterRange.All);
        words = range is null ? words : range.Preset == DateRange.Custom ? words.WithDays(range.From, range.To) : words.WithRange(range.Preset, today);
        return new StatisticAddress("", words, new Dictionary<string, PanelView>()).ToString();
    }

    private static string Narrowed(StatisticAddress address, Func<AnalyticsFilter, AnalyticsFilter> narrow) =>
        (address with { Words = address.Words with { Filter = narrow(address.Words.Filter) } }).ToString();

    /// <summary>As the person's page reads it.</summary>
    private static string Range(FilterWords words) => words.Filter is { From: null, To: null } ? FilterRange.All : $"{FilterRange.Day(words.Filter.From)}..{FilterRange.Day(words.Filter.To)}";
}
