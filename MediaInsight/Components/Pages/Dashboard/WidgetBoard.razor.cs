using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Statistics;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Dashboard;

/// <summary>Something to add to a dashboard.</summary>
public sealed record WidgetChoice(string Group, DashboardWidget Widget, string Title);

/// <summary>The parts of a dashboard in their order; while arranging, with buttons that move, widen and remove them.</summary>
public partial class WidgetBoard
{
    private string _said = "";
    private string _chosen = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<DashboardWidget> Widgets { get; set; } = [];

    [Parameter]
    public EventCallback<IReadOnlyList<DashboardWidget>> OnChange { get; set; }

    /// <summary>Draws one.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<DashboardWidget> Part { get; set; } = _ => _ => { };

    /// <summary>False: there is nothing to see in it now. While arranging all stand there.</summary>
    [Parameter]
    public Func<DashboardWidget, bool> IsSeen { get; set; } = _ => true;

    /// <summary>All there is; names of what stands on the board, too.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<WidgetChoice> Choices { get; set; } = [];

    [Parameter]
    public bool IsArranging { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Parameter]
    public EventCallback OnReset { get; set; }

    private List<DashboardWidget> Shown => [.. Widgets.Where(w => IsArranging || IsSeen(w))];

    private IEnumerable<IGrouping<string, WidgetChoice>> Addable => Choices.Where(c => Widgets.All(w => w.Key != c.Widget.Key)).GroupBy(c => c.Group);

    private string TitleOf(DashboardWidget widget) => Choices.FirstOrDefault(c => c.Widget.Key == widget.Key)?.Title ?? "Part";

    private Task MoveAsync(DashboardWidget widget, int by)
    {
        var widgets = Widgets.ToList();
        var from = widgets.IndexOf(widget);
        var to = Math.Clamp(from + by, 0, widgets.Count - 1);
        widgets.RemoveAt(from);
        widgets.Insert(to, widget);
        return SayAsync($"{TitleOf(widget)} is number {to + 1} of {widgets.Count} now.", widgets);
    }

    private Task ResizeAsync(DashboardWidget widget) => SayAsync(
        $"{TitleOf(widget)} has {(widget.IsHalf ? "full" : "half")} width now.", [.. Widgets.Select(w => w == widget ? w with { IsHalf = !w.IsHalf } : w)]);

    private Task LookAtAsync(DashboardWidget widget, string? range) => FilterRange.Choices.FirstOrDefault(c => c.Word == range) is { Word: { } word, Label: var label }
        ? SayAsync($"{TitleOf(widget)} is of {label.ToLowerInvariant()} now.", [.. Widgets.Select(w => w == widget ? w with { Range = word == FilterRange.Default ? null : word } : w)])
        : Task.CompletedTask;

    private Task RemoveAsync(DashboardWidget widget) => SayAsync($"{TitleOf(widget)} was removed.", [.. Widgets.Where(w => w != widget)]);

    private Task AddAsync()
    {
        var chosen = _chosen;
        _chosen = "";
        if (Choices.FirstOrDefault(c => c.Widget.Key == chosen) is not { } choice || Widgets.Any(w => w.Key == choice.Widget.Key))
        {
            return Task.CompletedTask;
        }

        return Widgets.Count >= WidgetList.MaxWidgets
            ? SayAsync($"The dashboard holds {WidgetList.MaxWidgets} parts. Remove one first.", Widgets)
            : SayAsync($"{choice.Title} stands at the end now.", [.. Widgets, choice.Widget]);
    }

    private Task SayAsync(string what, IReadOnlyList<DashboardWidget> widgets)
    {
        _said = what;
        return OnChange.InvokeAsync(widgets);
    }
}
