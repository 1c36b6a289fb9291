using System.Data.Common;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using MediaInsight.Notifications.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>A rule in three steps, with what it would say beside them. A new one begins with an example that the address names.</summary>
public sealed partial class RulePage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<RuleView?> _rule = LoadState.Loading<RuleView?>();
    private RuleDraft? _draft;
    private EditedGroup _conditions = new();
    private RuleChoices _choices = null!;   // non-null: made before the first render
    private IReadOnlyList<ChannelView> _channels = [];
    private IReadOnlyList<RuleProblem> _problems = [];
    private (int? Id, string? Example)? _shown;
    private string _suggested = "";
    private bool _isChoosing;
    private bool _isTried;
    private bool _saving;

    /// <summary>Null: a new one.</summary>
    [Parameter]
    public int? Id { get; set; }

    /// <summary>What a new one begins with.</summary>
    [SupplyParameterFromQuery(Name = "example")]
    private string? Example { get; set; }

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private NotificationRules Rules { get; set; } = null!;   // non-null: injected

    [Inject]
    private ConditionChoices Choices { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChannelStore Channels { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private PendingRule Pending { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    /// <summary>What the database tells for the form.</summary>
    private sealed record Found(RuleView? Stored, IReadOnlyList<ChannelView> Channels, RuleChoices Choices);

    /// <summary>The rule as it stands in the form.</summary>
    private RuleDraft Current => (_draft ?? new()) with { Conditions = _conditions.Group };

    private string Address => Id is { } id ? RuleUrls.Of(id) : RuleUrls.From(Example ?? RuleExample.Empty);

    protected override void OnInitialized() => _choices = new(Choices);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Id, Example))
        {
            return;
        }

        _shown = (Id, Example);
        (_draft, _problems, _isTried) = (null, [], false);
        _isChoosing = Id is null && Example is null;
        if (!_isChoosing)
        {
            await LoadAsync();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        try
        {
            var found = Handover.Take<Found>(Prerendered) ?? await FindAsync();
            Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(found);
            (var stored, _channels, _choices) = found;
            var begun = Pending.Take(Address) ?? (Id is null ? RuleExample.Find(Example) ?? new() : stored?.Draft);
            if (begun is not null)
            {
                // The only channel there is needs no choice.
                Begin(begun.ChannelIds.Count == 0 && Id is null && _channels.Count == 1 ? begun with { ChannelIds = [_channels[0].Id] } : begun);
            }

            _rule = LoadState.Loaded(stored);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (DbException)
        {
            _rule = LoadState.Failed<RuleView?>("The rule can't be read.", "The database did not answer. The log says more.");
        }
    }

    private async Task<Found> FindAsync()
    {
        var stored = Id is { } id ? await Rules.FindAsync(id, _gone.Token) : null;
        var choices = new RuleChoices(Choices);
        var conditions = Id is null ? RuleExample.Find(Example)?.Conditions : stored?.Draft.Conditions;
        await choices.LoadAsync(conditions is null ? [] : RuleWords.Fields(conditions), _gone.Token);
        return new(stored, await Channels.ListAsync(_gone.Token), choices);
    }

    private void Begin(RuleDraft draft)
    {
        _draft = draft;
        _conditions = EditedCondition.Of(draft.Conditions);
        _suggested = RuleWords.NameOf(draft.Topics);
    }

    private void Change(RuleDraft draft)
    {
        _draft = draft;
        Check();
    }

    /// <summary>A rule that nobody named is called by what it listens to.</summary>
    private void ChangeTopics(RuleDraft draft)
    {
        var suggestion = RuleWords.NameOf(draft.Topics);
        var isOwn = draft.Name.Length > 0 && draft.Name != _suggested;
        _suggested = suggestion;
        Change(isOwn ? draft : draft with { Name = suggestion });
    }

    private void ChangeConditions() => Check();

    private void Rename(string? name) => Change((_draft ?? new()) with { Name = name ?? "" });

    /// <summary>Templates are told of while they are written, everything else once saving was tried.</summary>
    private void Check() => _problems =
        [.. Current.Problems().Where(p => _isTried || p.Field is nameof(RuleDraft.TitleTemplate) or nameof(RuleDraft.TextTemplate) or nameof(RuleDraft.Threshold))];

    private string? Error(string field) => _problems.Where(p => p.Field == field).Select(p => p.Message).ToList() is { Count: > 0 } messages ? string.Join(' ', messages) : null;

    private async Task SaveAsync()
    {
        if (_saving || Authentication is null)
        {
            return;
        }

        _isTried = true;
        Check();
        if (_problems.Count > 0)
        {
            return;
        }

        _saving = true;
        try
        {
            var saved = await Rules.SaveAsync(AuditContext.Of((await Authentication).User), Id, Current, CancellationToken.None);
            if (saved is { IsSaved: true })
            {
                Toasts.Success("Saved", Current.Name);
                Navigation.NavigateTo(RuleUrls.List);
                return;
            }

            _problems = saved?.Problems ?? [new(nameof(RuleDraft.Name), "This rule was deleted meanwhile.")];
        }
        catch (DbException)
        {
            _problems = [new("", "The rule can't be saved: the database did not answer. Try again in a moment.")];
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task DeleteAsync()
    {
        if (Id is { } id && Authentication is not null && await Dialogs.ConfirmAsync(new($"Delete “{Current.Name}”?", "Nobody is told by it any more. What it has told stays in the log.", "Delete") { IsDangerous = true }))
        {
            await Rules.DeleteAsync(AuditContext.Of((await Authentication).User), id, CancellationToken.None);
            Navigation.NavigateTo(RuleUrls.List);
        }
    }

    /// <summary>The rule waits as it is; the channel's page leads back to it.</summary>
    private void MakeChannel()
    {
        Pending.Keep(Address, Current);
        Navigation.NavigateTo(RuleUrls.NewChannel(Address));
    }
}
