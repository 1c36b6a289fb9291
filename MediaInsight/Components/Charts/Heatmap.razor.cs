using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Charts;

/// <summary>A grid of amounts: weekdays by hours. Five levels, the lowest only for nothing at all.</summary>
public partial class Heatmap
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<string> Rows { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>Values[row][column]; missing ones count as 0.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<IReadOnlyList<double>> Values { get; set; } = [];

    [Parameter]
    public ChartUnit Unit { get; set; }

    [Parameter]
    public int Height { get; set; } = 220;

    /// <summary>Every how many columns one is named.</summary>
    [Parameter]
    public int ColumnEvery { get; set; } = 3;

    private double Top => Values.SelectMany(v => v).DefaultIfEmpty().Max();

    private double At(int row, int column) => row < Values.Count && column < Values[row].Count ? Values[row][column] : 0;

    private int Level(int row, int column) => At(row, column) is > 0 and var value ? Math.Clamp((int)Math.Ceiling(value / Top * 4), 1, 4) : 0;

    private string Words(int row, int column) => $"{Rows[row]} {Columns[column]}: {ChartFormats.Write(At(row, column), Unit, Clock.Culture)}";

    private ChartTwin Twin => new(
        ["", .. Columns],
        [.. Rows.Select((name, r) => (IReadOnlyList<string>)[name, .. Columns.Select((_, c) => ChartFormats.Write(At(r, c), Unit, Clock.Culture))])]);
}
