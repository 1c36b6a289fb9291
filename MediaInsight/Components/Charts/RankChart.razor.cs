using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Charts;

/// <summary>Lines in order of size, each a bar that may consist of parts. Drawn without a script: names are text.</summary>
public partial class RankChart
{
    /// <summary>Of one line, px.</summary>
    public const int RowHeight = 46;

    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<RankRow> Rows { get; set; } = [];

    /// <summary>What every line consists of; none: bars of one colour.</summary>
    [Parameter]
    public IReadOnlyList<RankPart> Parts { get; set; } = [];

    [Parameter]
    public ChartUnit Unit { get; set; }

    /// <summary>Room for this many lines, so that nothing moves when there are fewer.</summary>
    [Parameter]
    public int Slots { get; set; } = 10;

    /// <summary>Heading of the names in the table.</summary>
    [Parameter]
    public string NamesHead { get; set; } = "Name";

    /// <summary>Heading of the figures in the table.</summary>
    [Parameter]
    public string SumHead { get; set; } = "In all";

    /// <summary>What the longest bar stands for; by default the largest line.</summary>
    [Parameter]
    public double? Longest { get; set; }

    private int Height => Slots * RowHeight;

    private IReadOnlyList<(string, string)> Legend => Parts.Count < 2 ? [] : [.. Parts.Select((p, i) => (p.Name, ChartFormats.Tone(p.Tone, i)))];

    private double Top => Longest ?? Rows.Select(Shown).DefaultIfEmpty().Max();

    private double Shown(RankRow row) => row.Values.Where((_, i) => !IsHidden(i)).Sum(v => Math.Max(0, v));

    private bool IsHidden(int part) => part < Parts.Count && _hidden.Contains(Parts[part].Name);

    private void Toggle(string name)
    {
        if (!_hidden.Remove(name) && Parts.Count(p => !_hidden.Contains(p.Name)) > 1)
        {
            _hidden.Add(name);
        }
    }

    private IEnumerable<(string Tone, string Share, string Words)> Segments(RankRow row)
    {
        var top = Top;
        for (var i = 0; i < row.Values.Count; i++)
        {
            if (row.Values[i] > 0 && top > 0 && !IsHidden(i))
            {
                var value = ChartFormats.Write(row.Values[i], Unit, Clock.Culture);
                var part = i < Parts.Count ? Parts[i] : null;
                yield return (ChartFormats.Tone(part?.Tone, i), Math.Min(1, row.Values[i] / top).ToString("0.####", CultureInfo.InvariantCulture), part is null ? value : $"{part.Name}: {value}");
            }
        }
    }

    private ChartTwin Twin => new(
        [NamesHead, .. Parts.Select(p => p.Name), SumHead, .. HasDelta ? (string[])["Change"] : []],
        [.. Rows.Select(r => (IReadOnlyList<string>)
        [
            r.Name,
            .. Parts.Select((_, i) => ChartFormats.Write(i < r.Values.Count ? r.Values[i] : 0, Unit, Clock.Culture)),
            r.Text,
            .. HasDelta ? (string[])[r.Delta ?? ""] : [],
        ])]);

    private bool HasDelta => Rows.Any(r => r.Delta is not null);
}
