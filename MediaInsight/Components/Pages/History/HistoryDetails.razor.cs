using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.History;

/// <summary>One finished play in full.</summary>
public partial class HistoryDetails
{
    [Parameter, EditorRequired]
    public PlayDetails Details { get; set; } = null!;   // non-null: required

    /// <summary>Address of another play of the chain.</summary>
    [Parameter, EditorRequired]
    public Func<PlayId, string> Link { get; set; } = null!;   // non-null: required

    private HistoryRow Row => Details.Row;

    private MediaTitle Title => MediaTitle.Of(Row);

    private string When
    {
        get
        {
            var (start, stop) = (Clock.Local(Row.StartedAt), Clock.Local(Row.StoppedAt));
            return $"{Formats.When(start, Clock.Today, Clock.Culture)} – {(start.Date == stop.Date ? Formats.Time(stop, Clock.Culture) : Formats.When(stop, Clock.Today, Clock.Culture))}";
        }
    }

    private string Reached => Row.PercentPermille is { } permille
        ? Formats.Percent(permille / 1000d, Clock.Culture) + (Row.Completed ? ", watched" : "")
        : Row.Completed ? "Watched" : "Length not told";

    /// <summary>Counted from the first play of the chain: two more plays are two resumptions.</summary>
    private string ChainWords => Details.Chain.Count == 1 ? "Resumed once" : $"Resumed {Details.Chain.Count} times";

    private List<string> More => [.. DecisionWords.Reasons(Details.Stream, Row.DeviceType).Skip(1)];

    private IReadOnlyList<TimelinePart> Timeline =>
        PlayTimeline.Of(Details.Segments, ms => Formats.Duration(ms, Clock.Culture), stream => DecisionBadge.NameOf(stream.Decision));

    private string Pauses => Row.PausedMs > 0 ? Formats.Duration(Row.PausedMs, Clock.Culture) : "Not at all";

    private string? Positions => (Row.StartPositionMs, Row.PositionMs) switch
    {
        (null, null) => null,
        ({ } from, { } to) => $"{Formats.Clock(from)} to {Formats.Clock(to)}{Of}",
        (null, { } to) => $"to {Formats.Clock(to)}{Of}",
        ({ } from, null) => $"from {Formats.Clock(from)}{Of}",
    };

    private string Of => Row.DurationMs is > 0 and { } length ? $" of {Formats.Clock(length)}" : "";

    private string? Certainty => Row.Certainty switch
    {
        PlayCertainty.Derived => "Told by the server or an import",
        PlayCertainty.Inferred => "Concluded: only that it was played is certain",
        _ => null,
    };
}
