using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Notifications;

/// <summary>What was sent and what waits, live. Filters, page and the opened message stand in the address.</summary>
public sealed partial class LogTab
{
    private const string Waiting = "waiting";

    private static readonly IReadOnlyList<Choice<string>> States =
    [
        new(Waiting, "Waiting"), new("failed", "Tried, waits"), new("sent", "Sent"), new("dead", "Given up"), new("dropped", "Dropped"),
    ];

    private readonly CancellationTokenSource _gone = new();
    private LoadState<DeliveryPage> _state = LoadState.Loading<DeliveryPage>();
    private IReadOnlyList<Choice<int?>> _channels = [];
    private IReadOnlyList<Choice<string>> _topics = [];
    private DeliveryDetails? _opened;
    private int _dead;
    private bool _isResending;

    [Parameter]
    public string? State { get; set; }

    [Parameter]
    public int? Channel { get; set; }

    [Parameter]
    public string? Topic { get; set; }

    [Parameter]
    public string? Q { get; set; }

    [Parameter]
    public int PageNumber { get; set; } = 1;

    /// <summary>The opened one.</summary>
    [Parameter]
    public long? Message { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private DeliveryLog Log { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChannelStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    /// <summary>Of the first page.</summary>
    private DeliveryFilter Filter => Parsed(State, new(ChannelId: Channel, Topic: Topic, Text: Q));

    private int ActiveCount => new[] { State, Topic, Q }.Count(t => !string.IsNullOrEmpty(t)) + (Channel is null ? 0 : 1);

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override Task OnLiveChangedAsync() => LoadAsync();

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }

    private static DeliveryFilter Parsed(string? state, DeliveryFilter filter) => filter with
    {
        IsWaiting = state == Waiting,
        State = state != Waiting && Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null,
    };

    private async Task LoadAsync()
    {
        try
        {
            var page = await Log.PageAsync(Filter with { Page = PageNumber }, _gone.Token);
            _dead = await Log.DeadAsync(Channel, _gone.Token);
            _channels = [.. (await Store.ListAsync(_gone.Token)).Select(c => new Choice<int?>(c.Id, c.Name))];
            _topics = [.. (await Log.TopicsAsync(_gone.Token)).Select(t => new Choice<string>(t, NotificationWords.Topic(t)))];
            _opened = Message is { } id ? await Log.FindAsync(id, _gone.Token) : null;
            _state = LoadState.Loaded(page);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _state = _state.Unread("The messages could not be read", "The log says why. Try again in a moment.", Clock.Now);
        }
    }

    private Task ResendAsync(DeliveryRow row) => GuardedAsync(async by =>
    {
        if (await Log.ResendAsync(row.Id, by, _gone.Token))
        {
            Toasts.Success("It is sent again", row.State == DeliveryState.Sent ? "As a new message." : null);
        }
        else
        {
            Toasts.Info("It waits already, or its channel is gone");
        }
    });

    private Task ResendAllAsync() => GuardedAsync(async by => Toasts.Success($"{Formats.Count(await Log.ResendDeadAsync(Channel, by, _gone.Token), "message")} sent again"));

    private async Task GuardedAsync(Func<AuditContext, Task> act)
    {
        _isResending = true;
        try
        {
            await act(AuditContext.Of((await SignedIn).User));
        }
        catch (DbException)
        {
            Toasts.Failure("Nothing was sent again", "The database did not answer. Try again in a moment.");
        }
        finally
        {
            _isResending = false;
        }

        await LoadAsync();
    }

    private void Show(DeliveryFilter filter, long? message = null) => Navigation.NavigateTo(NotificationUrls.Log(filter, message));
}
