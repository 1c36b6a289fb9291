using System.Data.Common;
using MediaInsight.Alerting;
using MediaInsight.Alerting.Alerts;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications.Channels;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Operator;

/// <summary>Adds or changes one alert rule, with the present figure beside the threshold.</summary>
public sealed partial class AlertEditor : IDisposable
{
    /// <summary>Stands for a silence that is under way and stays as it is.</summary>
    private static readonly TimeSpan Kept = TimeSpan.MaxValue;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<(string Field, string Message)> _problems = [];
    private IReadOnlyList<Choice<int?>> _channels = [];
    private IReadOnlyList<Choice<TimeSpan?>> _silences = [];
    private AlertReading? _reading;
    private string? _name;
    private string _condition = AlertConditions.DiskSpaceLow;
    private decimal? _threshold;
    private decimal? _cooldown = AlertDraft.DefaultCooldown;
    private int? _channel;
    private TimeSpan? _silence;
    private bool _isEnabled = true;
    private bool _busy;
    private bool _deleting;

    /// <summary>Null: a new one.</summary>
    [Parameter, EditorRequired]
    public AlertRule? Rule { get; set; }

    [Parameter, EditorRequired]
    public AuditContext By { get; set; } = AuditContext.System;

    [Parameter, EditorRequired]
    public IReadOnlyList<ChannelView> Channels { get; set; } = [];

    /// <summary>Told in a few words what was done.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    [Inject]
    private AlertRules Rules { get; set; } = null!;   // non-null: injected

    [Inject]
    private AlertEvaluator Evaluator { get; set; } = null!;   // non-null: injected

    [Inject]
    private AlertMeasures Measures { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    /// <summary>With what is not offered, where the rule watches just that: a program made it.</summary>
    private IReadOnlyList<Choice<string>> Conditions => [.. AlertConditions.All.Where(c => !c.IsHidden || c.Word == Rule?.ConditionType).Select(c => new Choice<string>(c.Word, c.Name))];

    private AlertCondition? Condition => AlertConditions.Find(_condition);

    private string Now => _reading switch
    {
        null => "\u00A0",
        { Value: null } => "Not measured now.",
        { About: { } about } => $"Now {AlertWording.Value(_condition, _reading.Value, Clock.Culture)}: {about}.",
        _ => $"Now {AlertWording.Value(_condition, _reading.Value, Clock.Culture)}.",
    };

    protected override async Task OnInitializedAsync()
    {
        _channels = [new(null, "Nobody, only record it"), .. Channels.Select(c => new Choice<int?>(c.Id, c.IsEnabled ? c.Name : $"{c.Name} (switched off)"))];
        _silences = [new(null, "Not silenced"), new(TimeSpan.FromHours(1), "For an hour"), new(TimeSpan.FromHours(8), "For 8 hours"), new(TimeSpan.FromDays(1), "For a day"), new(TimeSpan.FromDays(7), "For a week")];
        if (Rule is { } rule)
        {
            (_name, _condition, _threshold, _cooldown, _channel, _isEnabled) = (rule.Name, rule.ConditionType, (decimal)rule.Threshold, rule.CooldownMinutes, rule.ChannelId, rule.IsEnabled);
            if (rule.SilencedUntil is { } until && until > Clock.Now)
            {
                _silences = [.. _silences, new(Kept, $"Until {Formats.When(Clock.Local(until), Clock.Today, Clock.Culture)}")];
                _silence = Kept;
            }
        }
        else
        {
            _channel = Channels is [var only] ? only.Id : null;
            Suggest();
        }

        await MeasureAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private string? Problem(string field) => _problems.FirstOrDefault(p => p.Field == field).Message;

    private Task ChooseAsync(string word)
    {
        var wasSuggested = string.IsNullOrWhiteSpace(_name) || _name == Condition?.Name;
        _condition = word;
        Suggest(wasSuggested);
        return MeasureAsync();
    }

    private void Suggest(bool withName = true)
    {
        _threshold = (decimal?)Condition?.Default;
        if (withName)
        {
            _name = Condition?.Name;
        }
    }

    private async Task MeasureAsync()
    {
        _reading = null;
        try
        {
            _reading = (await Measures.ReadAsync([_condition], _gone.Token)).GetValueOrDefault(_condition);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The drawer is closed.
        }
    }

    private async Task SaveAsync()
    {
        _busy = true;
        try
        {
            var draft = new AlertDraft(
                Rule?.Id, _name, _condition, (double?)_threshold, _cooldown is { } minutes and >= 1 and <= AlertDraft.MaxCooldown ? (int)minutes : 0, _channel, _isEnabled,
                _silence is not { } silence ? null : silence == Kept ? Rule?.SilencedUntil : Clock.Now + silence);
            var saving = await Rules.SaveAsync(draft, By, _gone.Token);
            _problems = saving.IsFound ? saving.Problems : [("name", "This alert was deleted in the meantime.")];
            if (saving.Rule is { } rule)
            {
                await Evaluator.EvaluateAsync(rule.Id, _gone.Token);
                await OnDone.InvokeAsync($"{rule.Name} was {(Rule is null ? "added" : "changed")}");
            }
        }
        catch (DbException)
        {
            Toasts.Failure("Not saved", "The database did not answer. Try again in a moment.");
        }
        finally
        {
            _busy = false;
        }
    }

    // Asked here, not in a dialog of its own: the drawer is on top of every other layer.
    private async Task DeleteAsync(bool agreed)
    {
        _deleting = false;
        if (agreed && Rule is { } rule)
        {
            try
            {
                await Rules.DeleteAsync(rule.Id, By, _gone.Token);
                await OnDone.InvokeAsync($"{rule.Name} was deleted");
            }
            catch (DbException)
            {
                Toasts.Failure("Not deleted", "The database did not answer. Try again in a moment.");
            }
        }
    }
}
