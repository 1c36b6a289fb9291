using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.History.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.Care;

/// <summary>Every act on recorded plays, and taking it back.</summary>
public sealed partial class ChangesPanel : IDisposable
{
    private const int Shown = 100;

    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<ChangeRow>> _state = LoadState.Loading<IReadOnlyList<ChangeRow>>();
    private long? _busy;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private ChangeLog Changes { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChangeUndo Undo { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override Task OnInitializedAsync() => LoadAsync();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        try
        {
            _state = LoadState.Loaded(await Changes.ListAsync(Shown, _gone.Token));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The changes can't be read.", "The database did not answer. The log says more.", Clock.Now);
        }
    }

    private async Task UndoAsync(ChangeRow change)
    {
        _busy = change.Id;
        try
        {
            var outcome = await Undo.UndoAsync(change.Id, (await SignedIn).User, null, CancellationToken.None);
            Toasts.Success($"{Formats.Count(outcome.Done, "play", culture: Clock.Culture)} as before", outcome.Skipped > 0 ? $"{outcome.Skipped} were changed again since, or are there already, and were left alone." : null);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Toasts.Failure("Not everything was undone", "The database did not answer. Try again.");
        }
        finally
        {
            _busy = null;
        }

        await LoadAsync();
    }
}
