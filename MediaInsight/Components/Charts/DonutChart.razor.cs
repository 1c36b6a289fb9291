using System.Globalization;
using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Charts;

/// <summary>Parts of a whole, drawn without a script.</summary>
public partial class DonutChart
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<ChartSlice> Slices { get; set; } = [];

    [Parameter]
    public ChartUnit Unit { get; set; }

    [Parameter]
    public int Height { get; set; } = 180;

    /// <summary>In the hole; by default the sum.</summary>
    [Parameter]
    public string? CenterText { get; set; }

    [Parameter]
    public string? CenterSub { get; set; }

    private double Total => Slices.Sum(s => Math.Max(0, s.Value));

    private IEnumerable<Arc> Arcs
    {
        get
        {
            var start = 0d;
            for (var i = 0; i < Slices.Count; i++)
            {
                var slice = Slices[i];
                var share = Total > 0 ? Math.Max(0, slice.Value) / Total : 0;
                // A hair's breadth between neighbours; a tiny part still shows.
                var length = Slices.Count > 1 && share > 0 ? Math.Max(share * 100 - 1.2, 0.4) : share * 100;
                var words = Formats.Percent(share, Clock.Culture);
                yield return new Arc(slice.Name, ChartFormats.Tone(slice.Tone, i), $"{Number(length)} {Number(100 - length)}", Number(-start), words, $"{slice.Name}: {ChartFormats.Write(slice.Value, Unit, Clock.Culture)} ({words})");
                start += share * 100;
            }
        }
    }

    private ChartTwin Twin => new(
        ["Part", "Value", "Share"],
        [.. Slices.Zip(Arcs, (s, a) => (IReadOnlyList<string>)[s.Name, ChartFormats.Write(s.Value, Unit, Clock.Culture), a.Share])]);

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Arc(string Name, string Tone, string Dash, string Offset, string Share, string Title);
}
