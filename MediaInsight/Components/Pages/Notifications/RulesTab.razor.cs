using System.Data.Common;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Components.Pages.Notifications.Rules;
using MediaInsight.Components.Ui;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Notifications;

/// <summary>The rules: what each tells to whom, when it last did, and whether it is on.</summary>
public sealed partial class RulesTab : IDisposable
{
    private Reading<RuleList> _reading = null!;   // non-null: made before the first render
    private bool _isGone;

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
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    /// <param name="Choices">Names of what the conditions speak of.</param>
    private sealed record RuleList(IReadOnlyList<RuleView> Rows, RuleChoices Choices);

    protected override async Task OnInitializedAsync()
    {
        _reading = new(ReadAsync, "The rules can't be read.", Clock, Handover);
        Rules.Changed += OnChanged;
        await _reading.StartAsync(Prerendered);
        Prerendered = RendererInfo.IsInteractive ? null : _reading.Leave();
    }

    public void Dispose()
    {
        _isGone = true;
        Rules.Changed -= OnChanged;
        _reading?.Dispose();
    }

    private async Task<RuleList> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await Rules.ListAsync(cancellationToken);
        var choices = new RuleChoices(Choices);
        await choices.LoadAsync(rows.SelectMany(r => RuleWords.Fields(r.Draft.Conditions)), cancellationToken);
        return new(rows, choices);
    }

    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        if (!_isGone)
        {
            await _reading.LoadAsync();
            StateHasChanged();
        }
    });

    private async Task SwitchAsync(RuleView rule, bool isEnabled)
    {
        if (Authentication is not null)
        {
            try
            {
                await Rules.SetEnabledAsync(AuditContext.Of((await Authentication).User), rule.Id, isEnabled, CancellationToken.None);
            }
            catch (DbException)
            {
                Toasts.Failure("Nothing was changed", "The database did not answer. Try again in a moment.");
            }
        }
    }
}
