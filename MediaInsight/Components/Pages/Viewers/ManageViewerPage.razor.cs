using System.Data.Common;
using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Viewers;

/// <summary>Accounts and privacy of one person: the only page that tells a hidden name.</summary>
public sealed partial class ManageViewerPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private PersonRecord? _person;
    private IReadOnlyList<MergeEntry> _merges = [];
    private AuditContext _by = AuditContext.System;
    private bool _busy;
    private bool _failed;

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private PersonRecords Records { get; set; } = null!;   // non-null: injected

    [Inject]
    private PersonMerges Merges { get; set; } = null!;   // non-null: injected

    [Inject]
    private TrackingSwitch Tracking { get; set; } = null!;   // non-null: injected

    [Inject]
    private Incognito Incognito { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override async Task OnParametersSetAsync()
    {
        _by = AuditContext.Of((await SignedIn).User);
        await LoadAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Navigation.NotFound();
            return;
        }

        try
        {
            var person = await Records.FindAsync(new(number), _gone.Token);
            _failed = false;
            if (person is null)
            {
                if (await Records.MergedIntoAsync(new(number), _gone.Token) is { } into)
                {
                    Navigation.NavigateTo(AppUrls.ManageViewer(into), replace: true);
                }
                else
                {
                    Navigation.NotFound();
                }

                return;
            }

            _merges = await Merges.HistoryAsync(person.Id, _gone.Token);
            _person = person;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private Task TrackPersonAsync(bool recorded) => ActAsync(async person => Told(await Tracking.SetPersonAsync(_by, person.Id, recorded, _gone.Token), recorded));

    private Task TrackAccountAsync(AccountRecord account, bool recorded) => ActAsync(async _ => Told(await Tracking.SetAccountAsync(_by, account.Id, recorded, _gone.Token), recorded));

    private Task SetIncognitoAsync(bool on) => ActAsync(async person =>
    {
        await Incognito.SetAsync(_by, person.Id, on, _gone.Token);
        Toasts.Success(on ? "A pseudonym is shown from now on" : "The name is shown again", on ? null : "Pictures come back with the next reading of the server.");
    });

    private Task SplitAsync(AccountRecord account) => ActAsync(async _ => Told(await Merges.SplitAsync(_by, account.Id, _gone.Token), $"{account.Name} is a person of its own now"));

    private Task UndoAsync(MergeEntry entry) => ActAsync(async _ => Told(await Merges.UndoAsync(_by, entry.Id, _gone.Token), "It is as it was before"));

    private async Task ActAsync(Func<PersonRecord, Task> act)
    {
        if (_person is not { } person)
        {
            return;
        }

        _busy = true;
        try
        {
            await act(person);
            await LoadAsync();
        }
        catch (DbException)
        {
            Toasts.Failure("Not everything was changed", "The database did not answer. Try again in a moment.");
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private void Told(int discarded, bool recorded) =>
        Toasts.Success(recorded ? "Recorded from now on" : "Nothing is recorded any more", discarded > 0 ? $"{Formats.Count(discarded, "running play")} discarded." : recorded ? "A play that runs already begins to count with the next one." : null);

    private void Told(MergeOutcome outcome, string done)
    {
        if (outcome.Problem is { } problem)
        {
            Toasts.Failure("Nothing was changed", problem);
        }
        else
        {
            Toasts.Success(done);
        }
    }
}
