using System.Globalization;

namespace MediaInsight.Alerting.Alerts;

/// <summary>A figure of the installation that can be watched.</summary>
/// <param name="Word">Stable: stored, and used by the API.</param>
/// <param name="Name">As lists and messages call the figure: "Free disk space".</param>
/// <param name="Unit">"GB"; empty where a number says it all.</param>
/// <param name="Sentence">For the form: when it fires.</param>
/// <param name="Default">Threshold that is offered.</param>
/// <param name="Min">Smallest sensible threshold.</param>
/// <param name="Max">Largest sensible threshold.</param>
public sealed record AlertCondition(string Word, string Name, string Unit, string Sentence, double Default, double Min, double Max)
{
    /// <summary>It fires below the threshold, not above it.</summary>
    public bool IsBelow { get; init; }

    /// <summary>Between the figure's name and the threshold: "Free disk space below 50 GB".</summary>
    public string Than { get => field ?? (IsBelow ? "below" : "above"); init; }

    /// <summary>Nothing works while it fires, or soon nothing will.</summary>
    public bool IsGrave { get; init; }

    /// <summary>Not offered in the form: nothing tells its figure yet.</summary>
    public bool IsHidden { get; init; }

    public bool IsBad(double value, double threshold) => IsBelow ? value < threshold : value > threshold;

    /// <summary>"12.5 GB".</summary>
    public string Write(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture) + (Unit.Length == 0 ? "" : "\u00A0" + Unit);
}
