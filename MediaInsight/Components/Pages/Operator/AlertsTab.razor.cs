using System.Data.Common;
using System.Globalization;
using MediaInsight.Alerting;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Operator;

public sealed record AlertsData(IReadOnlyList<AlertRule> Rules, IReadOnlyList<AlertLogEntry> Log, IReadOnlyList<ChannelView> Channels);

/// <summary>Alert rules and how they stand, what was told, and the channels in short. The opened rule stands in the address.</summary>
public partial class AlertsTab
{
    private const string NewRule = "new";

    private readonly CancellationTokenSource _gone = new();
    private Reading<AlertsData> _reading = null!;   // non-null: made before the first render
    private AuditContext? _by;
    private IDisposable? _deliveries;
    private long _seen;
    private bool _isStarted;
    private bool _busy;
    private int? _testing;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? PrerenderedAlerts { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>The opened rule's number, or "new".</summary>
    [SupplyParameterFromQuery(Name = "rule")]
    private string? Rule { get; set; }

    [Inject]
    private AlertRules Rules { get; set; } = null!;   // non-null: injected

    [Inject]
    private AlertLogReader Log { get; set; } = null!;   // non-null: injected

    [Inject]
    private AlertEvaluator Evaluator { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChannelStore Channels { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChannelTest Tests { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveFeed<DeliveriesSignal> Deliveries { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private AlertRule? Opened => _reading.State.Value?.Rules.FirstOrDefault(r => r.Id.ToString(CultureInfo.InvariantCulture) == Rule);

    private string? Summary => _reading.State.Value is not { Rules: { Count: > 0 } rules } ? null
        : rules.Count(r => r.StandingAt(Clock.Now) is AlertStanding.Firing or AlertStanding.Silenced) is > 0 and var firing ? $"{firing} of {rules.Count} firing"
        : "nothing fires";

    protected override async Task OnInitializedAsync()
    {
        _seen = Live.Number;
        _reading = new(ReadAsync, "The alerts can't be read.", Clock, Handover);
        _by = Authentication is null ? null : AuditContext.Of((await Authentication).User);
        if (!_isStarted)
        {
            _isStarted = true;
            await _reading.StartAsync(PrerenderedAlerts);
            PrerenderedAlerts = RendererInfo.IsInteractive ? null : _reading.Leave();
        }
    }

    protected override async Task OnLiveChangedAsync()
    {
        if (Live.Number != _seen)
        {
            _seen = Live.Number;
            await _reading.LoadAsync();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender)
        {
            _deliveries = Deliveries.Subscribe(() => InvokeAsync(FollowAsync), error => _ = DispatchExceptionAsync(error));
        }
    }

    /// <summary>How a message ended is written by the delivery: asked for while one is on its way.</summary>
    private async Task FollowAsync()
    {
        if (!_gone.IsCancellationRequested && _reading.State.Value?.Log.Any(e => e is { DeliveryKey: not null, Success: null }) == true)
        {
            await _reading.LoadAsync();
            StateHasChanged();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _deliveries?.Dispose();
        _gone.Cancel();
        _reading?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<AlertsData> ReadAsync(CancellationToken cancellationToken) =>
        new(await Rules.ListAsync(cancellationToken), await Log.LastAsync(cancellationToken), await Channels.ListAsync(cancellationToken));

    private static ChannelView? ChannelOf(AlertsData data, int? id) => data.Channels.FirstOrDefault(c => c.Id == id);

    private async Task EvaluateAsync()
    {
        _busy = true;
        try
        {
            await Evaluator.EvaluateAsync(null, _gone.Token);
            await _reading.LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task TestAsync(ChannelView channel)
    {
        if (_by is not { } by)
        {
            return;
        }

        _testing = channel.Id;
        try
        {
            if (await Tests.SendAsync(channel.Id, by, _gone.Token) is not { } outcome)
            {
                Toasts.Failure($"{channel.Name} is gone");
            }
            else if (outcome.Result == SendResult.Taken)
            {
                Toasts.Success($"{channel.Name} took the test message");
            }
            else
            {
                Toasts.Failure($"{channel.Name} did not take the test message", outcome.Error);
            }
        }
        finally
        {
            _testing = null;
        }
    }

    private async Task DeleteAsync(ChannelView channel)
    {
        if (_by is { } by && await Dialogs.ConfirmAsync(new($"Delete {channel.Name}?", "Rules that use it only record from then on. The logs stay.", "Delete") { IsDangerous = true }))
        {
            try
            {
                await Channels.DeleteAsync(channel.Id, by, _gone.Token);
                await _reading.LoadAsync();
            }
            catch (DbException)
            {
                Toasts.Failure("Not deleted", "The database did not answer. Try again in a moment.");
            }
        }
    }

    private async Task DoneAsync(string done)
    {
        Toasts.Success(done);
        await _reading.LoadAsync();
        Close(false);
    }

    private void Close(bool _) => Navigation.NavigateTo(AppUrls.OperatorOf("alerts"));

    private static string At(string rule) => AppUrls.With(AppUrls.OperatorOf("alerts"), ("rule", rule));
}
