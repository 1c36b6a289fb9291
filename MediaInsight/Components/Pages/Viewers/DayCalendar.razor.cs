using MediaInsight.Analytics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Viewers;

/// <summary>A year of days in columns of weeks, the shade telling how much was watched.</summary>
public partial class DayCalendar
{
    [Parameter, EditorRequired]
    public PlaysByDayResult Days { get; set; } = new([], []);

    /// <summary>When nobody looked, on the person's servers.</summary>
    [Parameter]
    public IReadOnlyList<UnobservedStretch> Unobserved { get; set; } = [];

    private ChartGaps Gaps { get; set; } = ChartGaps.None;
    private IReadOnlyList<Cell> Cells { get; set; } = [];
    private IReadOnlyList<int> Weeks { get; set; } = [];
    private IReadOnlyList<(string Name, int Column)> Months { get; set; } = [];
    private string Summary { get; set; } = "";

    protected override void OnParametersSet()
    {
        var watched = Days.PerDay(r => r.WatchedMs);
        var plays = Days.PerDay(r => r.Plays);
        var first = Days.Days.Count > 0 ? RowOf(Days.Days[0]) : 1;
        Weeks = [.. Enumerable.Range(0, (Days.Days.Count + first - 1 + 6) / 7)];

        Gaps = ChartGaps.OfDays(Days.Days, Unobserved, Clock.Zone, Clock.Culture);

        // Shades by rank, not by size: one marathon must not whiten the year.
        var ranks = watched.Where(w => w > 0).Order().ToList();
        Cells = [.. Days.Days.Select((day, i) => new Cell(
            Level(watched[i], ranks),
            i == 0 ? first : 0,
            Missed(i) is not null,
            $"{day.ToString("ddd", Clock.Culture)} {Formats.Day(day, Clock.Culture, Clock.Today)}: {(watched[i] > 0 ? $"{Formats.Duration(watched[i], Clock.Culture)}, {Formats.Count(plays[i], "play")}" : "nothing")}{(Missed(i) is { } missed ? $". {ChartGaps.Name}: {missed}" : "")}"))];
        Months = [.. Days.Days
            .Select((day, i) => (Day: day, Column: ((i + first - 1) / 7) + 1))
            .Where(d => d.Day.Day == 1 && d.Column < Weeks.Count)
            .Select(d => (d.Day.ToString("MMM", Clock.Culture), d.Column))];
        Summary = ranks.Count == 0 ? "Nothing watched" : $"{Formats.Duration(Days.WatchedMs, Clock.Culture)} on {Formats.Count(ranks.Count, "day")}";
    }

    private static int Level(long watched, List<long> ranks) => watched <= 0 ? 0 : 1 + Math.Min(3, ranks.BinarySearch(watched) is >= 0 and var at ? at * 4 / ranks.Count : 3);

    /// <summary>1–7, the week beginning as the site's culture has it.</summary>
    private int RowOf(DateOnly day) => (((int)day.DayOfWeek - (int)Clock.Culture.DateTimeFormat.FirstDayOfWeek + 7) % 7) + 1;

    private string? Missed(int day) => Gaps.IsEmpty ? null : Gaps.Texts[day];

    private int MissedDays((int Year, int Month) month) => Days.Days.Where((d, i) => d.Year == month.Year && d.Month == month.Month && Missed(i) is not null).Count();

    private sealed record Cell(int Level, int Row, bool IsMissed, string Words);
}
