using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Users;

/// <summary>Accounts of MediaInsight. The opened one stands in the address.</summary>
public sealed partial class UsersPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<IReadOnlyList<AppAccount>> _state = LoadState.Loading<IReadOnlyList<AppAccount>>();
    private IReadOnlyList<Person> _people = [];
    private AuditContext? _by;
    private AppAccount? _opened;
    private bool _isOpen;

    /// <summary>Id of the opened account, or <see cref="UsersUrls.NewAccount"/>.</summary>
    [SupplyParameterFromQuery]
    private string? Account { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Accounts Accounts { get; set; } = null!;   // non-null: injected

    [Inject]
    private IPeople People { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override async Task OnInitializedAsync()
    {
        _by = AuditContext.Of((await SignedIn).User);
        await LoadAsync();
    }

    protected override void OnParametersSet() => FindOpened();

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
            _people = await People.ListAsync(_gone.Token);
            _state = LoadState.Loaded(await Accounts.ListAsync(_gone.Token));
            FindOpened();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The accounts could not be read", "The log says why. Try again in a moment.", Clock.Now);
        }
    }

    private void FindOpened()
    {
        _opened = _state.Value?.FirstOrDefault(a => a.Id == Account);
        _isOpen = _opened is not null || Account == UsersUrls.NewAccount;
    }

    private void Open(AppAccount account) => Navigation.NavigateTo(UsersUrls.Open(account.Id));

    private Task CloseAsync(bool _)
    {
        Navigation.NavigateTo(AppUrls.Users);
        return Task.CompletedTask;
    }

    private async Task DoneAsync(string what)
    {
        Toasts.Success(what);
        await LoadAsync();
        Navigation.NavigateTo(AppUrls.Users);
    }

    private string? PersonName(AppAccount account) => _people.FirstOrDefault(p => p.Id == account.ViewerId)?.Name;

    private static string RoleWord(AppAccount account) => account.Role == Roles.Admin ? "Admin" : "Viewer";

    private static string Summary(IReadOnlyList<AppAccount> accounts)
    {
        var admins = accounts.Count(a => a.Role == Roles.Admin);
        return $"{accounts.Count} {(accounts.Count == 1 ? "account" : "accounts")}, {admins} of them {(admins == 1 ? "an admin" : "admins")}.";
    }
}
