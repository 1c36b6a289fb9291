using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Charts;

/// <summary>Days in columns of weeks, the shade telling how much.</summary>
public partial class CalendarChart
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>One after the other, oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<DateOnly> Days { get; set; } = [];

    /// <summary>One per day.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<double> Values { get; set; } = [];

    [Parameter]
    public ChartUnit Unit { get; set; }

    [Parameter]
    public int Height { get; set; } = 168;

    /// <summary>Where figures may be missing, because nobody watched: see <see cref="ChartGaps.OfDays"/>.</summary>
    [Parameter]
    public ChartGaps Gaps { get; set; } = ChartGaps.None;

    private IReadOnlyList<int> Levels { get; set; } = [];

    private int Weeks => Days.Count == 0 ? 0 : (Days.Count + RowOf(Days[0]) - 1 + 6) / 7;

    private IEnumerable<(string Name, int Column)> Months => Days
        .Select((day, i) => (Day: day, Column: ((i + RowOf(Days[0]) - 1) / 7) + 1))
        .Where(d => d.Day.Day == 1 && d.Column < Weeks)
        .Select(d => (d.Day.ToString("MMM", Clock.Culture), d.Column));

    protected override void OnParametersSet()
    {
        // Shades by rank, not by size: one marathon must not whiten the year.
        var ranks = Values.Where(v => v > 0).Order().ToList();
        Levels = [.. Days.Select((_, i) => Level(At(i), ranks))];
    }

    private double At(int day) => day < Values.Count ? Values[day] : 0;

    private static int Level(double value, List<double> ranks) => value <= 0 ? 0 : 1 + Math.Min(3, ranks.BinarySearch(value) is >= 0 and var at ? at * 4 / ranks.Count : 3);

    /// <summary>1–7, the week beginning as the site's culture has it.</summary>
    private int RowOf(DateOnly day) => (((int)day.DayOfWeek - (int)Clock.Culture.DateTimeFormat.FirstDayOfWeek + 7) % 7) + 1;

    private string? Missed(int day) => day < Gaps.Texts.Count ? Gaps.Texts[day] : null;

    private string Words(int day) =>
        $"{Days[day].ToString("ddd", Clock.Culture)} {Formats.Day(Days[day], Clock.Culture, Clock.Today)}: {(At(day) > 0 ? ChartFormats.Write(At(day), Unit, Clock.Culture) : "nothing")}{(Missed(day) is { } missed ? $". {ChartGaps.Name}: {missed}" : "")}";

    private ChartTwin Twin => new(
        ["Day", "Value", .. Gaps.IsEmpty ? Array.Empty<string>() : [ChartGaps.Name]],
        [.. Days.Select((day, i) => (day, i)).Reverse().Select(d => (IReadOnlyList<string>)
        [
            Formats.Day(d.day, Clock.Culture, Clock.Today), ChartFormats.Write(At(d.i), Unit, Clock.Culture), .. Gaps.IsEmpty ? Array.Empty<string>() : [Missed(d.i) ?? ""],
        ])]);
}
