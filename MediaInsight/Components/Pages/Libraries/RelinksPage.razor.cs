using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>What the page of re-links reads at once.</summary>
public sealed record RelinksData(IReadOnlyList<RelinkCandidate> Candidates, IReadOnlyList<RelinkRow> Done);

/// <summary>Titles that were gone and came back under another id: what was taken for the same, with a way back, and what a person has to decide.</summary>
public sealed partial class RelinksPage : IDisposable
{
    private const int Limit = 100;

    private readonly CancellationTokenSource _gone = new();
    private LoadState<RelinksData> _data = LoadState.Loading<RelinksData>();
    private bool _busy;
    private int _version;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [SupplyParameterFromQuery(Name = "title")]
    private string? TitleText { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToText { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private IRelinks Relinks { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    private string Answer => _data.Value is not { } data ? "\u00A0"
        : (data.Candidates.Count == 0 ? "Nothing to decide" : Formats.Count(data.Candidates.Count, "title", culture: Clock.Culture) + " to decide")
            + $", {Formats.Count(data.Done.Count(d => d.UndoneAt is null), "re-link", culture: Clock.Culture)} in force.";

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var token = _gone.Token;
        try
        {
            _data = LoadState.Loaded(new RelinksData(await Relinks.CandidatesAsync(Limit, token), await Relinks.ListAsync(Limit, token)));
        }
        catch (DbException)
        {
            _data = _data.HasValue
                ? _data.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<RelinksData>("The re-links could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task LinkAsync(RelinkCandidate candidate, RelinkTitle choice) =>
        ActAsync("relink.link", candidate.Removed.Title, $"to {choice.Title}", by => Relinks.LinkAsync(candidate.Removed.Id, choice.Id, by, _gone.Token), $"The plays of {candidate.Removed.Title} went over");

    private async Task LinkByHandAsync(RelinkPreview preview)
    {
        await ActAsync("relink.link", preview.Old.Title.Title, $"to {preview.New.Title.Title}", by => Relinks.LinkAsync(preview.Old.Title.Id, preview.New.Title.Id, by, _gone.Token), $"The plays of {preview.Old.Title.Title} went over");
        Navigation.NavigateTo(AppUrls.Relinks, replace: true);
    }

    private Task UndoAsync(RelinkRow link) =>
        ActAsync("relink.undo", link.Old.Title, $"from {link.New.Title}", by => Relinks.UndoAsync(link.Id, by, _gone.Token), $"The plays are back with {link.Old.Title}");

    private async Task ActAsync(string action, string target, string detail, Func<string, Task<RelinkOutcome>> act, string done)
    {
        _busy = true;
        try
        {
            var by = AuditContext.Of((await SignedIn).User);
            switch (await act(by.Actor))
            {
                case RelinkOutcome.Done:
                    await Audit.RecordAsync(by, action, target, detail, _gone.Token);
                    Toasts.Success(done);
                    break;
                case RelinkOutcome.Unchanged:
                    Toasts.Info("It is so already");
                    break;
                default:
                    Toasts.Warning("It could not be done", "One of the two titles has changed meanwhile.");
                    break;
            }

            _version++;
            await LoadAsync();
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Toasts.Failure("It could not be done", "The database did not answer. Try again in a moment.");
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _busy = false;
        }
    }

    private string Day(DateTimeOffset at) => Formats.Day(DateOnly.FromDateTime(Clock.Local(at).DateTime), Clock.Culture, Clock.Today);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
