using System.Globalization;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Sessions;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Activity;

/// <summary>One stream in full: the file beside what is sent. It follows the session while it is open.</summary>
public partial class StreamDialog
{
    [Parameter, EditorRequired]
    public bool IsOpen { get; set; }

    /// <summary>Null while open: it no longer plays, or never did.</summary>
    [Parameter, EditorRequired]
    public LiveSession? Session { get; set; }

    [Parameter]
    public bool IsOver { get; set; }

    [Parameter]
    public string? PlayId { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    // The markup asks for these only when there is a session.
    private ActiveSession Active => Session!.Session;

    private SessionSnapshot Latest => Active.Latest;

    private StreamDetails Stream => Latest.Stream;

    private MediaTitle Title => MediaTitle.Of(Latest);

    private List<string> MoreReasons => [.. DecisionWords.Reasons(Stream, Latest.Device.DeviceType).Skip(1)];

    private string Hardware => (Stream.HardwareDecoder, Stream.HardwareEncoder) switch
    {
        (null, null) => "None told",
        ({ } decoder, { } encoder) when decoder == encoder => Name(decoder),
        ({ } decoder, { } encoder) => $"{Name(decoder)} in, {Name(encoder)} out",
        ({ } decoder, null) => $"{Name(decoder)}, decoding only",
        (null, { } encoder) => $"{Name(encoder)}, encoding",
    };

    private string? Speed => FormatNames.Words(
        ", ",
        Latest.Transcode?.Speed is > 0 and { } speed ? speed.ToString("0.0", Clock.Culture) + "\u00A0×" : null,
        Latest.Transcode?.FramesPerSecond is > 0 and { } fps ? fps.ToString("0", Clock.Culture) + "\u00A0fps" : null,
        Latest.Transcode?.Percent is > 0 and { } percent ? Formats.Percent(percent / 100, Clock.Culture) + " done" : null,
        Latest.Transcode?.Throttled == true ? "resting, the buffer is full" : null);

    private static string Name(string hardware) => hardware.Length <= 6 ? hardware.ToUpper(CultureInfo.InvariantCulture) : hardware;
}
