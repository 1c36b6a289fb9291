using System.Data.Common;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Dashboard;

/// <summary>Which parts stand on the dashboard, and how their order is kept.</summary>
public partial class DashboardPage
{
    private IReadOnlyList<WidgetChoice> Choices => WidgetPanels.Choices(_reports, _reader.Scope.IsEverything);

    // What is in sight of nobody takes no room.
    private bool IsSeen(DashboardWidget widget) => widget.Kind switch
    {
        WidgetKind.Now => _sessions.Count > 0,
        WidgetKind.Recent => _reader.Scope.IsEverything,
        _ => true,
    };

    private (PanelSpec Spec, StatisticAddress Address)? PanelOf(DashboardWidget widget) =>
        WidgetPanels.Of(widget, _reports, _only, Clock.Zone, Clock.Now) is { } panel ? (panel.Spec, new StatisticAddress("", panel.Words, _views)) : null;

    private void Look(PanelSpec spec, StatisticAddress address, PanelView view) => _views = address.With(spec, view).Views;

    private async Task ReadLayoutAsync()
    {
        if (_isArranged || _reader.UserId is not { } owner)
        {
            return;
        }

        try
        {
            _widgets = await Layouts.ReadAsync(owner, _gone.Token);
            _reports = _widgets.Any(w => w.Kind == WidgetKind.Report) ? await Reports.ListAsync(owner, _gone.Token) : [];
            _isArranged = true;
        }
        catch (DbException)
        {
            // The usual parts stand there and say that the database does not answer.
        }
    }

    private async Task ArrangeAsync()
    {
        if (_reader.UserId is { } owner)
        {
            await TryAsync(async () => _reports = await Reports.ListAsync(owner, _gone.Token));
            _arranging = true;
        }
    }

    private async Task KeepAsync(IReadOnlyList<DashboardWidget> widgets)
    {
        _widgets = widgets;
        if (_reader.UserId is { } owner)
        {
            await TryAsync(() => Layouts.SaveAsync(owner, widgets, _gone.Token));
        }
    }

    private async Task ResetAsync()
    {
        _widgets = WidgetList.Usual;
        if (_reader.UserId is { } owner)
        {
            await TryAsync(() => Layouts.ResetAsync(owner, _gone.Token));
        }
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (DbException)
        {
            Toasts.Failure("The dashboard was not kept", "The database did not answer. Try again in a moment.");
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }
}
