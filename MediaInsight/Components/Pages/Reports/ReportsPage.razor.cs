using System.Data.Common;
using MediaInsight.Analytics.Reports;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Reports;

/// <summary>The reports of the account.</summary>
public sealed partial class ReportsPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<SavedReport>> _state = LoadState.Loading<IReadOnlyList<SavedReport>>();
    private CurrentReader _reader = CurrentReader.Of(null);

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private SavedReports Reports { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    protected override async Task OnInitializedAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = _state.Reloading();
        try
        {
            _state = LoadState.Loaded(_reader.UserId is { } owner ? await Reports.ListAsync(owner, _gone.Token) : []);
        }
        catch (DbException)
        {
            _state = _state.Unread("The reports could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private string Says(SavedReport report)
    {
        var (question, reading) = ReportWords.Parse(report.Words, Clock.Zone, Clock.Now);
        return $"{ReportWords.Of(question, Clock.Culture, reading.Today)} · {ReportWords.NameOf(question.Chart)}";
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
