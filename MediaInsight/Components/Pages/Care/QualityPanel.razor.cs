using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Data.Backup;
using MediaInsight.History.Quality;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.Care;

/// <summary>What is suspicious, what it would become, and doing it.</summary>
public sealed partial class QualityPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<long> _picked = [];
    private LoadState<IReadOnlyList<CheckSummary>> _checks = LoadState.Loading<IReadOnlyList<CheckSummary>>();
    private LoadState<QualityPage> _page = LoadState.Loading<QualityPage>();
    private IReadOnlyList<PlannedFix> _plan = [];
    private string? _shown;
    private bool _planned;
    private bool _busy;

    /// <summary>Key of the opened check.</summary>
    [Parameter]
    public string? Check { get; set; }

    /// <summary>From 1.</summary>
    [Parameter]
    public int Page { get; set; } = 1;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private QualityReport Report { get; set; } = null!;   // non-null: injected

    [Inject]
    private QualityRepair Repair { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override Task OnParametersSetAsync()
    {
        if (_shown != Check)
        {
            _shown = Check;
            _picked.Clear();
            _page = LoadState.Loading<QualityPage>();
        }

        return LoadAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private string Words(ValueChange change, long? value) => ColumnWords.Value(change.Name, value, Clock);

    private async Task LoadAsync()
    {
        try
        {
            if (Check is { } key)
            {
                _page = await Report.FindAsync(key, Page, _gone.Token) is { } found ? LoadState.Loaded(found) : LoadState.Failed<QualityPage>("There is no such check.");
            }

            _checks = LoadState.Loaded(await Report.SummaryAsync(_gone.Token));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            // Of the page that stands open, too: it would wait for ever.
            _page = _page.Unread("The plays can't be read.", "The database did not answer. The log says more.", Clock.Now);
            _checks = _checks.Unread("The plays can't be checked.", "The database did not answer. The log says more.", Clock.Now);
        }
    }

    private void Pick(long number)
    {
        if (!_picked.Remove(number))
        {
            _picked.Add(number);
        }
    }

    private async Task PlanAsync()
    {
        if (_page.Value is not { } found)
        {
            return;
        }

        _plan = await Report.PlanAsync(found.Check.Key, _picked.Count > 0 ? [.. _picked] : [.. found.Items.Select(i => i.Row.Number)], _gone.Token);
        _planned = true;
    }

    private async Task ApplyAsync()
    {
        if (_page.Value is not { } found)
        {
            return;
        }

        var words = Formats.Count(_picked.Count > 0 ? _picked.Count : found.Check.Found, "play", culture: Clock.Culture);
        if (!await Dialogs.ConfirmAsync(new($"Fix {words}?", $"{found.Check.Remedy} A verified backup is made first; it can be undone under Recent changes.", "Fix")))
        {
            return;
        }

        _busy = true;
        try
        {
            var outcome = await Repair.ApplyAsync(found.Check.Key, _picked.Count > 0 ? [.. _picked] : null, (await SignedIn).User, null, CancellationToken.None);
            _picked.Clear();
            Toasts.Success($"{Formats.Count(outcome.Fixed, "play", culture: Clock.Culture)} fixed", outcome.Fixed < outcome.Found ? $"{outcome.Found - outcome.Fixed} have no safe answer and were left alone." : $"Backup: {outcome.Backup}");
        }
        catch (BackupFailed e)
        {
            Toasts.Failure("Nothing was changed", e.Message);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Toasts.Failure("Not everything was done", "The database did not answer. What was done stands under Recent changes.");
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }
}
