using System.Data.Common;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Reports;

/// <summary>What can be done with a saved report besides looking at it.</summary>
public sealed partial class ReportActions
{
    [Parameter, EditorRequired]
    public SavedReport Report { get; set; } = null!;   // non-null: required

    /// <summary>There is another report, or this one no longer.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private SavedReports Reports { get; set; } = null!;   // non-null: injected

    [Inject]
    private DashboardLayouts Dashboards { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private Task PinAsync() => TryAsync(async () =>
    {
        if (await Dashboards.PinAsync(Report.OwnerId, DashboardWidget.OfReport(Report.Id), CancellationToken.None))
        {
            Toasts.Success("Pinned", $"“{Report.Name}” stands at the end of your dashboard.");
        }
        else
        {
            Toasts.Warning("The dashboard is full", $"It holds {WidgetList.MaxWidgets} parts. Take one away first.");
        }
    });

    private async Task ShareAsync() => await Dialogs.OpenAsync<ShareDialog>("Share this report", new()
    {
        [nameof(ShareDialog.Kind)] = ShareKind.Report,
        [nameof(ShareDialog.Subject)] = Report.Name,
        [nameof(ShareDialog.ReportId)] = Report.Id,
    });

    private Task DuplicateAsync() => TryAsync(async () =>
    {
        if (await Reports.AddAsync(Report.OwnerId, $"{Report.Name} (copy)", Report.Words, CancellationToken.None) is null)
        {
            Toasts.Warning("There are too many reports", $"An account keeps {SavedReports.MaxReports}. Delete one first.");
        }

        await OnChanged.InvokeAsync();
    });

    private async Task DeleteAsync()
    {
        if (await Dialogs.ConfirmAsync(new($"Delete “{Report.Name}”?", "It goes from the dashboard, too, and links to it find nothing any more.", "Delete") { IsDangerous = true }))
        {
            await TryAsync(async () =>
            {
                await Reports.DeleteAsync(Report.OwnerId, Report.Id, CancellationToken.None);
                await OnChanged.InvokeAsync();
            });
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
            Toasts.Failure("That did not work", "The database did not answer. Try again in a moment.");
        }
    }
}
