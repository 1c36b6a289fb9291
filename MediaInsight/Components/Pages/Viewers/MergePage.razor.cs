using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Viewers;

/// <summary>Which accounts are one person. The two that were chosen stand in the address.</summary>
public sealed partial class MergePage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<MergeCandidate>> _state = LoadState.Loading<IReadOnlyList<MergeCandidate>>();
    private IReadOnlyList<MergeEntry> _done = [];
    private IReadOnlyList<Choice<ViewerId?>> _people = [];
    private MergeCandidate? _chosen;
    private ViewerId? _from;
    private ViewerId? _into;
    private AuditContext _by = AuditContext.System;
    private bool _busy;

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromText { get; set; }

    [SupplyParameterFromQuery(Name = "into")]
    private string? IntoText { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private MergeCandidates Candidates { get; set; } = null!;   // non-null: injected

    [Inject]
    private PersonMerges Merges { get; set; } = null!;   // non-null: injected

    [Inject]
    private IPeople People { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override async Task OnParametersSetAsync()
    {
        _by = AuditContext.Of((await SignedIn).User);
        (_from, _into) = (Id(FromText), Id(IntoText));
        await LoadAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        _state = _state.Reloading();
        try
        {
            _people = [new(null, "Choose"), .. (await People.ListAsync(_gone.Token)).Select(p => new Choice<ViewerId?>(p.Id, p.Label))];
            _chosen = _from is { } from && _into is { } into ? await Candidates.PreviewAsync(from, into, _gone.Token) : null;
            _done = await Merges.HistoryAsync(null, _gone.Token);
            _state = LoadState.Loaded(await Candidates.SuggestAsync(_gone.Token));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The suggestions could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
    }

    private Task MergeAsync(MergeSide from, MergeSide into) => ActAsync(() => Merges.MergeAsync(_by, from.Id, into.Id, _gone.Token), $"{from.Name} and {into.Name} are one person now");

    private Task UndoAsync(MergeEntry entry) => ActAsync(() => Merges.UndoAsync(_by, entry.Id, _gone.Token), "It is as it was before");

    private async Task DismissAsync(MergeCandidate candidate)
    {
        await Merges.DismissAsync(_by, candidate.From.Id, candidate.Into.Id, _gone.Token);
        await LoadAsync();
    }

    private async Task ActAsync(Func<Task<MergeOutcome>> act, string done)
    {
        _busy = true;
        try
        {
            var outcome = await act();
            if (outcome.Problem is { } problem)
            {
                Toasts.Failure("Nothing was changed", problem);
            }
            else
            {
                Toasts.Success(done);
            }

            (_from, _into) = (null, null);
            await LoadAsync();
            if (FromText is not null || IntoText is not null)
            {
                Navigation.NavigateTo(AppUrls.SamePerson, replace: true);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private void Go(ViewerId? from, ViewerId? into) => Navigation.NavigateTo(AppUrls.Merge(from, into), replace: true);

    private static ViewerId? Id(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    private static string Sentence(IReadOnlyList<string> reasons)
    {
        var words = string.Join(", ", reasons);
        return char.ToUpperInvariant(words[0]) + words[1..] + ".";
    }
}
