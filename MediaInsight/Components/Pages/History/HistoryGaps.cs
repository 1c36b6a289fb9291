using MediaInsight.Analytics;
using MediaInsight.Components.Ui;
using MediaInsight.History;

namespace MediaInsight.Components.Pages.History;

/// <summary>Where the list, sorted by time, may miss plays: above which row a stretch lies in which a server was not observed.</summary>
public sealed class HistoryGaps
{
    public static readonly HistoryGaps None = new(new());

    /// <summary>Shorter ones hide no play that counts.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>More between two plays are told by their number.</summary>
    private const int MaxTold = 3;

    private readonly Dictionary<long, string> _above;

    private HistoryGaps(Dictionary<long, string> above) => _above = above;

    /// <summary>What to say above a row; null: nothing is missing there.</summary>
    public string? Above(HistoryRow row) => _above.GetValueOrDefault(row.Number);

    /// <param name="rows">Of a page, by time.</param>
    /// <param name="stretches">Those that began after the oldest row, or, upwards, after the one before the page; one that reaches until now still lasts.</param>
    /// <param name="edge">Downwards: the start of the row before the page, above which all that began later stands; null: the list does not reach until now.</param>
    public static HistoryGaps Of(IReadOnlyList<HistoryRow> rows, IReadOnlyList<UnobservedStretch> stretches, bool ascending, DateTimeOffset? edge, SiteClock clock)
    {
        var above = new Dictionary<long, List<UnobservedStretch>>();
        foreach (var stretch in stretches.Where(s => s.To - s.From >= Shortest).OrderBy(s => ascending ? s.From.Ticks : -s.From.Ticks))
        {
            // A play that began in the stretch was met when it was over: the stretch lies before it.
            var at = ascending ? rows.Index().FirstOrDefault(r => r.Item.StartedAt > stretch.From, (-1, null!)) : rows.Index().FirstOrDefault(r => r.Item.StartedAt <= stretch.From, (-1, null!)); // non-null: asked by the index
            if (at.Index > 0 || (at.Index == 0 && (ascending || stretch.From < edge)))
            {
                (above.TryGetValue(at.Item.Number, out var known) ? known : above[at.Item.Number] = []).Add(stretch);
            }
        }

        return new(above.ToDictionary(a => a.Key, a => Words(a.Value, clock)));
    }

    private static string Words(List<UnobservedStretch> stretches, SiteClock clock) => stretches.Count <= MaxTold
        ? "Not observed " + string.Join("; ", stretches.Select(s => $"{When(s, clock)}: {s.ServerName}"))
        : $"Not observed in {stretches.Count} stretches, {Formats.Duration(stretches.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.To - s.From)), clock.Culture)} in all: {string.Join(", ", stretches.Select(s => s.ServerName).Distinct())}";

    private static string Day(DateOnly day, SiteClock clock) => day == clock.Today ? "today" : Formats.Day(day, clock.Culture, clock.Today);

    private static string When(UnobservedStretch stretch, SiteClock clock)
    {
        var (from, to) = (clock.Local(stretch.From), clock.Local(stretch.To));
        var (fromDay, toDay) = (DateOnly.FromDateTime(from.DateTime), DateOnly.FromDateTime(to.DateTime));
        var begin = $"{Day(fromDay, clock)} {Formats.Time(from, clock.Culture)}";
        return stretch.To >= clock.Now ? $"since {begin}"
            : fromDay == toDay ? $"{begin}–{Formats.Time(to, clock.Culture)}"
            : $"{begin} – {Day(toDay, clock)} {Formats.Time(to, clock.Culture)}";
    }
}
