using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Notifications;

/// <summary>One line of the list of channels.</summary>
/// <param name="QuietUntil">Null: it speaks.</param>
public sealed record ChannelRow(ChannelView View, ChannelActivity? Activity, DateTimeOffset? QuietUntil)
{
    public (string Text, Tone Tone, IconName Icon) Standing => NotificationWords.Standing(View, Activity);
}

/// <summary>Every channel and how it does, live.</summary>
public sealed partial class ChannelsTab
{
    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<int> _testing = [];
    private LoadState<IReadOnlyList<ChannelRow>> _state = LoadState.Loading<IReadOnlyList<ChannelRow>>();
    private SendOutcome? _outcome;
    private string _tested = "";

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private ChannelStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private DeliveryLog Log { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChannelTest Test { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override Task OnLiveChangedAsync() => LoadAsync();

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        try
        {
            var channels = await Store.ListAsync(_gone.Token);
            var activity = await Log.ActivityAsync(_gone.Token);
            _state = LoadState.Loaded<IReadOnlyList<ChannelRow>>([.. channels.Select(c => new ChannelRow(c, activity.GetValueOrDefault(c.Id), Quiet(c)))]);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The channels could not be read", "The log says why. Try again in a moment.", Clock.Now);
        }
    }

    private DateTimeOffset? Quiet(ChannelView channel) =>
        QuietHours.Holds(channel.QuietFrom, channel.QuietTo, Clock.Now, Clock.Zone) ? QuietHours.EndsAt(channel.QuietFrom, channel.QuietTo, Clock.Now, Clock.Zone) : null;

    private async Task TestAsync(ChannelView channel)
    {
        if (!_testing.Add(channel.Id))
        {
            return;
        }

        try
        {
            (_outcome, _tested) = (await Test.SendAsync(channel.Id, AuditContext.Of((await SignedIn).User), _gone.Token), channel.Name);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            Toasts.Failure("The test could not be recorded", "The log says why. Try again in a moment.");
        }
        finally
        {
            _testing.Remove(channel.Id);
        }
    }

    private async Task SwitchAsync(ChannelView channel)
    {
        await Store.SetEnabledAsync(channel.Id, !channel.IsEnabled, AuditContext.Of((await SignedIn).User), _gone.Token);
        Toasts.Success(channel.IsEnabled ? $"{channel.Name} is switched off" : $"{channel.Name} is switched on");
        await LoadAsync();
    }

    private void Open(ChannelRow row) => Navigation.NavigateTo(NotificationUrls.Channel(row.View.Id));
}
