using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Notifications;

/// <summary>Adds a channel, first its kind and then its form, or changes one. The kind stands in the address.</summary>
public sealed partial class ChannelPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ChannelForm? _form;
    private SendOutcome? _outcome;
    private (int? Id, string? Kind)? _shown;
    private bool _isMissing;
    private bool _isUnreadable;
    private bool _isBusy;
    private bool _isTesting;

    /// <summary>Null: a new one.</summary>
    [Parameter]
    public int? Id { get; set; }

    /// <summary>Of a new one; null: to be chosen.</summary>
    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    /// <summary>Where a form waits for the channel; null: nowhere.</summary>
    [SupplyParameterFromQuery]
    private string? Back { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private ChannelStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChannelTest Test { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    private string Heading => _form?.Stored is { } stored ? stored.Name : Id is not null ? "Channel" : _form is { } form ? $"New {form.Sender.Name} channel" : "New channel";

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Id, Kind))
        {
            return;
        }

        _shown = (Id, Kind);
        (_form, _outcome, _isMissing) = (null, null, false);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _isUnreadable = false;
        try
        {
            if (Id is { } id)
            {
                var view = await Store.FindAsync(id, _gone.Token);
                _form = view is not null && Store.SenderOf(view.Kind) is { } own ? ChannelForm.Of(own, view) : null;
                _isMissing = _form is null;
            }
            else if (Store.Kinds.FirstOrDefault(s => NotificationUrls.Word(s.Kind) == Kind) is { } sender)
            {
                _form = ChannelForm.New(sender, [.. (await Store.ListAsync(_gone.Token)).Select(c => c.Name)]);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _isUnreadable = true;
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Set(ChannelField field, string? value)
    {
        if (_form is { } form)
        {
            form[field.Name] = value;
        }
    }

    private Task SaveAsync() => GuardedAsync(async (form, by) =>
    {
        var saved = await Store.SaveAsync(form.ToDraft(), by, _gone.Token);
        form.Show(saved.Problems);
        if (saved.Channel is { } channel)
        {
            Toasts.Success(form.Stored is null ? $"{channel.Name} was added" : $"{channel.Name} was saved");
            Navigation.NavigateTo(NotificationUrls.Back(Back));
        }
    });

    private Task TestAsync() => GuardedAsync(async (form, by) =>
    {
        _isTesting = true;
        try
        {
            var draft = form.ToDraft();
            var problems = await Store.CheckAsync(draft, _gone.Token);
            form.Show(problems);
            _outcome = problems.Count > 0 ? null : await Test.SendAsync(draft, by, _gone.Token);
        }
        finally
        {
            _isTesting = false;
        }
    });

    private async Task DeleteAsync()
    {
        if (_form?.Stored is not { } stored
            || !await Dialogs.ConfirmAsync(new($"Delete {stored.Name}?", "What still waits for it is dropped. Rules and alerts that tell it lose it; the log of what was sent stays.", "Delete") { IsDangerous = true }))
        {
            return;
        }

        await GuardedAsync(async (_, by) =>
        {
            await Store.DeleteAsync(stored.Id, by, _gone.Token);
            Toasts.Success($"{stored.Name} was deleted");
            Navigation.NavigateTo(AppUrls.Notifications);
        });
    }

    private async Task GuardedAsync(Func<ChannelForm, AuditContext, Task> act)
    {
        if (_isBusy || _form is not { } form)
        {
            return;
        }

        _isBusy = true;
        try
        {
            await act(form, AuditContext.Of((await SignedIn).User));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            Toasts.Failure("It could not be stored", "The database did not answer. Try again in a moment.");
        }
        finally
        {
            _isBusy = false;
        }
    }
}
