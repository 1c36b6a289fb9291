using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Ui;

/// <summary>Where a play is. The browser moves it on between updates; the server keeps no timer.</summary>
public partial class LiveProgress
{
    private string _stamp = "";
    private long _position;

    [Parameter, EditorRequired]
    public long PositionMs { get; set; }

    /// <summary>Null or 0 for something without an end, such as live TV.</summary>
    [Parameter, EditorRequired]
    public long? DurationMs { get; set; }

    /// <summary>When the position was measured.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    [Parameter, EditorRequired]
    public bool IsPlaying { get; set; }

    [Parameter]
    public bool ShowText { get; set; } = true;

    [Parameter]
    public string Label { get; set; } = "Position";

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    private double? Value => DurationMs is > 0 and var duration ? Math.Clamp((double)_position / duration, 0, 1) : null;

    private string Fraction => (Value ?? 0).ToString("0.####", CultureInfo.InvariantCulture);

    private int? Percent => Value is { } v ? (int)(v * 100) : null;

    private string? End => IsPlaying && DurationMs is > 0 and var duration
        ? "ends at " + Formats.Time(Clock.Local(At.AddMilliseconds(Math.Max(0, duration - PositionMs))), Clock.Culture)
        : null;

    protected override void OnParametersSet()
    {
        // Measured anew only when the server told something new: a mere redraw must not jerk the bar.
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{PositionMs}-{At.ToUnixTimeMilliseconds()}-{IsPlaying}");
        if (stamp == _stamp)
        {
            return;
        }

        _stamp = stamp;
        var since = IsPlaying ? Math.Max(0, (long)(Clock.Now - At).TotalMilliseconds) : 0;
        var end = DurationMs is > 0 and var duration ? duration : long.MaxValue;
        _position = Math.Clamp(PositionMs + since, 0, end);
    }
}
