using System.Data.Common;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Shares;

/// <summary>The links an account made; admins see everybody's.</summary>
public sealed partial class SharesPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<ShareRow>> _state = LoadState.Loading<IReadOnlyList<ShareRow>>();
    private CurrentReader _reader = CurrentReader.Of(null);
    private AuditContext _by = AuditContext.System;
    private Dictionary<ViewerId, string> _people = [];

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ShareLinks Links { get; set; } = null!;   // non-null: injected

    [Inject]
    private IPeople People { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    private bool SeesAll => _reader.Can(Permissions.ManageUsers);

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null)
        {
            var user = (await Authentication).User;
            (_reader, _by) = (CurrentReader.Of(user), AuditContext.Of(user));
        }

        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _state = _state.Reloading();
        try
        {
            var rows = await Links.ListAsync(_reader, _gone.Token);
            _people = (await People.ListAsync(_gone.Token)).Where(p => _reader.Scope.Allows(p.Id)).ToDictionary(p => p.Id, p => p.Name);
            _state = LoadState.Loaded(rows);
        }
        catch (DbException)
        {
            _state = _state.Unread("The links could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task RevokeAsync(ShareRow row)
    {
        if (!await Dialogs.ConfirmAsync(new($"Take back “{TitleOf(row)}”?", "Whoever has the address finds nothing there any more. This cannot be undone.", "Take back") { IsDangerous = true }))
        {
            return;
        }

        try
        {
            await Links.RevokeAsync(_by, _reader, row.Id, _gone.Token);
        }
        catch (DbException)
        {
            Toasts.Failure("The link is still open", "The database did not answer. Try again in a moment.");
        }

        await LoadAsync();
    }

    /// <summary>Names of people are not kept with links: they may change, or have to go.</summary>
    private string TitleOf(ShareRow row) => row.Kind != ShareKind.Review ? row.Title : row.Viewer is { } viewer ? $"{row.Title}, {_people.GetValueOrDefault(viewer, "a person")}" : $"{row.Title}, everybody";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
