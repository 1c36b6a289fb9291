using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Audit;

/// <summary>Who did what. Filter and page stand in the address.</summary>
public sealed partial class AuditLogPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<AuditPage> _state = LoadState.Loading<AuditPage>();
    private CancellationTokenSource? _load;

    [SupplyParameterFromQuery]
    private string? Actor { get; set; }

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private int? Page { get; set; }

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditTrail Trail { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private bool IsFiltered => !string.IsNullOrWhiteSpace(Actor) || !string.IsNullOrWhiteSpace(Q);

    protected override Task OnParametersSetAsync() => LoadAsync();

    public void Dispose()
    {
        _gone.Cancel();
        _load?.Dispose();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        _load?.Cancel();
        var load = _load = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        _state = _state.Reloading();
        try
        {
            var page = await Trail.ReadAsync(new(Actor, Q, Page ?? 1), load.Token);
            _state = LoadState.Loaded(page);
        }
        catch (OperationCanceledException) when (load.IsCancellationRequested)
        {
            // A newer filter, or the reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The audit log could not be read", "The log says why. Try again in a moment.", Clock.Now);
        }
    }

    private void Show(string? actor, string? text) => Navigation.NavigateTo(AuditUrls.List(actor?.Trim(), text?.Trim(), 1));

    private static Tone ToneOf(string action) =>
        action is AuditActions.SignInFailed or AuditActions.SignInLocked or AuditActions.SetupCodeWrong ? Tone.Danger
        : action.EndsWith(".delete", StringComparison.Ordinal) ? Tone.Warning
        : Tone.Neutral;
}
