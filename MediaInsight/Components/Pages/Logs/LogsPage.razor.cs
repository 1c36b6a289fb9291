using MediaInsight.Components.Ui;
using MediaInsight.Platform.Logging;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Logs;

/// <summary>What the program wrote lately, as it is written, and the files to take away. The filter stands in the address.</summary>
public sealed partial class LogsPage
{
    private const int Step = 200;
    private static readonly Choice<string>[] Levels = [new("info", "Info and above"), new("warning", "Warnings and errors"), new("error", "Errors")];

    private IReadOnlyList<LogLine> _lines = [];
    private IReadOnlyList<LogFile> _files = [];
    private IReadOnlyList<Choice<string>> _sources = [];
    private int _shown = Step;
    private bool _follow = true;

    [SupplyParameterFromQuery]
    private string? Level { get; set; }

    [SupplyParameterFromQuery]
    private string? Source { get; set; }

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [Inject]
    private LogRing Ring { get; set; } = null!;   // non-null: injected

    [Inject]
    private LogFiles Files { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private int ActiveCount => (string.IsNullOrEmpty(Level) ? 0 : 1) + (string.IsNullOrEmpty(Source) ? 0 : 1);

    private string Summary
    {
        get
        {
            var errors = Ring.Read(new(LogWeight.Error), LogRing.Capacity).Count;
            var warnings = Ring.Read(new(LogWeight.Warning), LogRing.Capacity).Count - errors;
            var line = errors + warnings == 0 ? "No warnings, no errors" : $"{Formats.Count(errors, "error")}, {Formats.Count(warnings, "warning")}";
            return line + (_follow ? " among the newest entries." : " among the newest entries. Paused.");
        }
    }

    protected override void OnParametersSet()
    {
        _shown = Step;
        Read();
    }

    protected override Task OnLiveChangedAsync()
    {
        if (_follow)
        {
            Read();
        }

        return Task.CompletedTask;
    }

    private void Read()
    {
        var filter = new LogFilter(Level switch { "info" => LogWeight.Info, "warning" => LogWeight.Warning, "error" => LogWeight.Error, _ => LogWeight.Debug }, Source, Q);
        _lines = Ring.Read(filter, _shown);
        _sources = [.. Ring.Sources().Select(s => new Choice<string>(s, s))];
        _files = Files.List();
    }

    private void More()
    {
        _shown += Step * 2;
        Read();
    }

    private void ToggleFollow()
    {
        _follow = !_follow;
        Read();
    }

    private void Show(string? level, string? source, string? text) => Navigation.NavigateTo(AppUrls.With(AppUrls.Logs, ("level", level), ("source", source), ("q", text)));

    private void Clear() => Show(null, null, Q);

    private static IconName Mark(LogWeight weight) => weight switch
    {
        LogWeight.Error => IconName.Error,
        LogWeight.Warning => IconName.Warning,
        _ => IconName.Info,
    };

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;
}
