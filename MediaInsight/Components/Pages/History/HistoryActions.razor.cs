using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.History;

/// <summary>What can be done with the ticked plays; floats above the list, so that nothing moves when it comes.</summary>
public sealed partial class HistoryActions
{
    private string? _busy;
    private long _done;
    private long _doing;

    [Parameter, EditorRequired]
    public PlayPicks Picks { get; set; } = null!;   // non-null: required

    [Parameter, EditorRequired]
    public HistoryFilter Filter { get; set; } = null!;   // non-null: required

    /// <summary>What the filter finds.</summary>
    [Parameter, EditorRequired]
    public long Total { get; set; }

    /// <summary>The picks changed: the list draws its ticks again.</summary>
    [Parameter]
    public EventCallback OnPicked { get; set; }

    /// <summary>Plays changed: the list reads again.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private PlayBin Bin { get; set; } = null!;   // non-null: injected

    [Inject]
    private PlayReassignment Reassignment { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private Task TakeAll()
    {
        Picks.TakeAll();
        return OnPicked.InvokeAsync();
    }

    private Task ClearAsync()
    {
        Picks.Clear();
        return OnPicked.InvokeAsync();
    }

    private async Task DeleteAsync()
    {
        var words = Formats.Count(Picks.Count(Total), "play", culture: Clock.Culture);
        var many = Picks.Count(Total) > 1000;
        if (await Dialogs.ConfirmAsync(new(
            $"Delete {words}?", "They leave history and statistics at once. They lie in the bin for a while, from where they can be put back.", "Delete")
        { IsDangerous = true, TypeToConfirm = many ? "delete" : null }))
        {
            await RunAsync("Deleting…", $"{words} deleted", async progress => await Bin.DeleteAsync(Picks.Selection(Filter), (await SignedIn).User, $"Deleted {words}", progress, CancellationToken.None));
        }
    }

    private async Task AssignAsync()
    {
        var people = await Reassignment.PeopleAsync(CancellationToken.None);
        var words = Formats.Count(Picks.Count(Total), "play", culture: Clock.Culture);
        if (await Dialogs.OpenAsync<AssignDialog>($"Assign {words}", new() { [nameof(AssignDialog.People)] = people }) is ViewerId to)
        {
            await RunAsync("Assigning…", $"{words} assigned to {people.First(p => p.Id == to).Name}", async progress => await Reassignment.AssignAsync(Picks.Selection(Filter), to, (await SignedIn).User, progress, CancellationToken.None));
        }
    }

    // Not bound to the page: what was begun is brought to its end when the reader goes on.
    private async Task RunAsync(string doing, string done, Func<IProgress<int>, Task<ChangeOutcome>> work)
    {
        (_busy, _done, _doing) = (doing, 0, Picks.Count(Total));
        try
        {
            var outcome = await work(new Progress<int>(n => InvokeAsync(() =>
            {
                _done = n;
                StateHasChanged();
            })));
            Picks.Clear();
            Toasts.Success(done, outcome.Skipped > 0 ? $"{outcome.Skipped} were left alone." : null);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Toasts.Failure("Not everything was done", "The database did not answer. What was done stands under Data care.");
        }
        finally
        {
            _busy = null;
        }

        await OnDone.InvokeAsync();
    }
}
