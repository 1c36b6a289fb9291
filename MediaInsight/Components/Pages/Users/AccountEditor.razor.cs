using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.Users;

/// <summary>Adds or changes one account.</summary>
public sealed partial class AccountEditor : IDisposable
{
    private static readonly string PasswordHelp = $"At least {AccountRules.MinPassword} characters. The new user can change it.";
    private static readonly Choice<string>[] RoleChoices = [new(Roles.Viewer, "Viewer"), new(Roles.Admin, "Admin")];

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<Choice<ViewerId?>> _personChoices = [];
    private IReadOnlyList<AccountProblem> _problems = [];
    private string? _name;
    private string? _password;
    private string _role = Roles.Viewer;
    private ViewerId? _viewer;
    private bool _onlyOwn;
    private bool _busy;
    private bool _deleting;

    /// <summary>Null: a new one.</summary>
    [Parameter, EditorRequired]
    public AppAccount? Account { get; set; }

    [Parameter, EditorRequired]
    public AuditContext By { get; set; } = AuditContext.System;

    [Parameter, EditorRequired]
    public IReadOnlyList<Person> People { get; set; } = [];

    /// <summary>Told in a few words what was done.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    [Inject]
    private Accounts Accounts { get; set; } = null!;   // non-null: injected

    protected override void OnInitialized()
    {
        _personChoices = [new(null, "Nobody"), .. People.Select(p => new Choice<ViewerId?>(p.Id, p.Label))];
        if (Account is { } account)
        {
            (_role, _viewer, _onlyOwn) = (account.Role, account.ViewerId, account.OnlyOwnPlays);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private string? Problem(AccountField field) => _problems.FirstOrDefault(p => p.Field == field)?.Message;

    // Somebody who gets an account as a person is meant to see that person's plays; more is a decision.
    private void ChoosePerson(ViewerId? viewer)
    {
        if (_viewer is null)
        {
            _onlyOwn = viewer is not null;
        }

        _viewer = viewer;
    }

    private Task SaveAsync()
    {
        var access = new AccountAccess(_role, _viewer, _onlyOwn && _role != Roles.Admin);
        return Account is { } account
            ? ActAsync(token => Accounts.EditAsync(By, account.Id, access, token), $"{account.Name} was changed")
            : ActAsync(token => Accounts.AddAsync(By, _name?.Trim() ?? "", _password ?? "", access, token), $"{_name?.Trim()} was added");
    }

    private Task ResetAsync() => Account is { } account
        ? ActAsync(token => Accounts.ResetPasswordAsync(By, account.Id, _password ?? "", token), $"{account.Name} has a new password")
        : Task.CompletedTask;

    private Task UnlockAsync() => Account is { } account
        ? ActAsync(token => Accounts.UnlockAsync(By, account.Id, token), $"{account.Name} was unlocked")
        : Task.CompletedTask;

    // Asked here, not in a dialog of its own: the drawer is on top of every other layer.
    private Task DeleteAsync(bool agreed)
    {
        _deleting = false;
        return agreed && Account is { } account
            ? ActAsync(token => Accounts.DeleteAsync(By, account.Id, token), $"{account.Name} was deleted")
            : Task.CompletedTask;
    }

    private async Task ActAsync(Func<CancellationToken, Task<IReadOnlyList<AccountProblem>>> act, string done)
    {
        _busy = true;
        try
        {
            _problems = await act(_gone.Token);
            if (_problems.Count == 0)
            {
                _password = null;
                await OnDone.InvokeAsync(done);
            }
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            _problems = [new(AccountField.None, "Nothing was changed: the database did not answer. Try again in a moment.")];
        }
        finally
        {
            _busy = false;
        }
    }
}
