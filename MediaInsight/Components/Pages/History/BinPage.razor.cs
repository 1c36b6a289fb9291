using System.Data.Common;
using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.History.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.History;

/// <summary>Deleted plays, by the act that deleted them: put back, or gone for good.</summary>
public sealed partial class BinPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<long> _picked = [];
    private LoadState<BinContent> _state = LoadState.Loading<BinContent>();
    private long? _shown;
    private bool _busy;

    [SupplyParameterFromQuery]
    private long? Batch { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private BinQuery Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private PlayBin Bin { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private string AnswerText => _state.Value is not { } content ? "\u00A0"
        : content.Open is null ? "Nothing was deleted."
        : $"{Formats.Count(content.Batches.Sum(b => (long)b.Left), "deleted play", culture: Clock.Culture)}, still to be put back.";

    protected override Task OnParametersSetAsync() => LoadAsync();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private static string Link(long batch, int page) =>
        AppUrls.With(AppUrls.HistoryBin, ("batch", batch.ToString(CultureInfo.InvariantCulture)), ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    private async Task LoadAsync()
    {
        try
        {
            _state = LoadState.Loaded(await Query.ReadAsync(Batch, PageNumber ?? 1, _gone.Token));
            if (_state.Value?.Open?.Id != _shown)
            {
                _picked.Clear();
                _shown = _state.Value?.Open?.Id;
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The bin can't be read.", "The database did not answer. The log says more.", Clock.Now);
        }
    }

    private void Pick(long number)
    {
        if (!_picked.Remove(number))
        {
            _picked.Add(number);
        }
    }

    private Task RestoreAsync() => RunAsync(async (open, picked) =>
    {
        var outcome = await Bin.RestoreAsync(open.Id, picked, (await SignedIn).User, null, CancellationToken.None);
        Toasts.Success($"{Formats.Count(outcome.Done, "play", culture: Clock.Culture)} put back", outcome.Skipped > 0 ? $"{outcome.Skipped} could not be: their server, account or title is gone, or they are there already." : null);
    });

    private Task PurgeAsync() => RunAsync(async (open, picked) =>
    {
        var words = Formats.Count(picked?.Count ?? open.Left, "play", culture: Clock.Culture);
        if (await Dialogs.ConfirmAsync(new($"Delete {words} for good?", "They can't be put back afterwards, except from a backup.", "Delete for good") { IsDangerous = true }))
        {
            await Bin.PurgeAsync(open.Id, picked, (await SignedIn).User, CancellationToken.None);
            Toasts.Success($"{words} deleted for good");
        }
    });

    private async Task RunAsync(Func<BinBatch, IReadOnlyCollection<long>?, Task> work)
    {
        if (_state.Value?.Open is not { } open)
        {
            return;
        }

        _busy = true;
        try
        {
            await work(open, _picked.Count > 0 ? [.. _picked] : null);
            _picked.Clear();
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Toasts.Failure("Not everything was done", "The database did not answer. The log says more.");
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }
}
