using System.Globalization;
using MediaInsight.Analytics.Statistics;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>The statistics pages' whole state as it stands in their address: which page, the filter, what was chosen in each panel.</summary>
public sealed record StatisticAddress(string Section, FilterWords Words, IReadOnlyDictionary<string, PanelView> Views)
{
    private const string ViewName = "view";
    private const string AtName = "at";
    private const string AtFormat = "yyyy-MM-ddTHH:mm";

    /// <summary>Panels a page could have; longer lists are cut.</summary>
    private const int MostViews = 40;

    private static readonly HashSet<string> Keys = PanelCatalogue.Sections.Concat(PanelCatalogue.Kinds).SelectMany(s => s.Panels).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>The instant that "what was on" shows, local time; null: its own choice.</summary>
    public DateTime? At { get; init; }

    public PanelView ViewOf(PanelSpec spec) => Views.GetValueOrDefault(spec.Key) ?? PanelView.Default;

    /// <summary>Another page of the same plays. Choices in panels stay behind: other panels stand there. A page of one kind needs no word for it.</summary>
    public StatisticAddress To(string section)
    {
        var words = PanelCatalogue.Find(section)?.Kind is null ? Words : Words with { Filter = Words.Filter with { Kind = null } };
        return new(section, words, new Dictionary<string, PanelView>());
    }

    public StatisticAddress With(PanelSpec spec, PanelView view)
    {
        var views = new Dictionary<string, PanelView>(Views, StringComparer.Ordinal);
        if (view.MeasureFor(spec) == PanelView.Default.MeasureFor(spec) && view.StackFor(spec) == PanelView.Default.StackFor(spec))
        {
            views.Remove(spec.Key);
        }
        else
        {
            views[spec.Key] = view;
        }

        return this with { Views = views };
    }

    public override string ToString() => AppUrls.With(
        AppUrls.StatisticsOf(Section),
        [.. Words.Pairs(), (ViewName, Views.Count == 0 ? null : string.Join(',', Views.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => Write(v.Key, v.Value)))), (AtName, At?.ToString(AtFormat, CultureInfo.InvariantCulture))]);

    /// <summary>2026-11-17T21:30; null for what is none, or of no time in which anything was played.</summary>
    public static DateTime? TimeOf(string? text) =>
        DateTime.TryParseExact(text, [AtFormat, AtFormat + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is >= 1990 and < 2200 ? at : null;

    public static FilterProblem? AtProblem(Func<string, string?> value) =>
        value(AtName) is { Length: > 0 } text && TimeOf(text) is null ? new(AtName, $"“{Domain.Text.Clean(text, 40)}” is no time (write 2026-01-31T21:30).") : null;

    public static DateTime? ReadAt(Func<string, string?> value) => TimeOf(value(AtName));

    /// <param name="value">The raw value of a name, null when the address does not have it.</param>
    public static IReadOnlyDictionary<string, PanelView> ReadViews(Func<string, string?> value)
    {
        var views = new Dictionary<string, PanelView>(StringComparer.Ordinal);
        foreach (var text in (value(ViewName) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Take(MostViews))
        {
            if (text.Split(':') is [var key, .. var words] && Keys.Contains(key))
            {
                var measure = words.Select(PanelMeasures.Of).FirstOrDefault(m => m is not null);
                var stack = words.Select(StackOf).FirstOrDefault(s => s is not null);
                views[key] = new(measure, stack);
            }
        }

        return views;
    }

    private static string Write(string key, PanelView view) => string.Join(':', new[]
    {
        key,
        view.Measure is { } measure ? PanelMeasures.WordOf(measure) : null,
        view.Stack is { } stack ? "by-" + StatisticWords.Of(stack) : null,
    }.OfType<string>());

    private static StatisticSplit? StackOf(string word) => word.StartsWith("by-", StringComparison.Ordinal) ? StatisticWords.Split(word[3..]) : null;
}
