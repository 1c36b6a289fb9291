using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.History;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Care;

/// <summary>How long each kind of record is kept, and what goes with it.</summary>
public sealed partial class RetentionCard
{
    private HistorySettings _history = new();
    private RetentionSettings _kept = new();
    private bool _saving;
    private string? _error;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private SettingsStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private bool IsDirty => _history != Store.Get<HistorySettings>() || _kept != Store.Get<RetentionSettings>();

    protected override void OnInitialized() => Reset();

    private static string? Problem(IEnumerable<(string Property, string Message)> problems, string property) =>
        problems.Where(p => p.Property == property).Select(p => char.ToUpperInvariant(p.Message[0]) + p.Message[1..] + ".").FirstOrDefault();

    private void Reset()
    {
        _history = Store.Get<HistorySettings>();
        _kept = Store.Get<RetentionSettings>();
        _error = null;
    }

    private async Task SaveAsync()
    {
        if (_history.Problems().Concat(_kept.Problems()).Any())
        {
            _error = "Some values are not right: see the marked fields.";
            return;
        }

        var before = Store.Get<HistorySettings>().RetentionDays;
        var shorter = _history.RetentionDays > 0 && (before == 0 || _history.RetentionDays < before);
        if (shorter && !await Dialogs.ConfirmAsync(new($"Keep plays for {_history.RetentionDays} days only?", "Older ones are deleted tonight, for good. Only a backup brings them back.", "Keep no longer") { IsDangerous = true }))
        {
            return;
        }

        _saving = true;
        try
        {
            var by = AuditContext.Of((await SignedIn).User);
            await Store.SetAsync(_history, CancellationToken.None);
            await Store.SetAsync(_kept, CancellationToken.None);
            await Audit.RecordAsync(by, "settings.change", "Retention", $"Plays: {before} → {_history.RetentionDays}; {_kept}", CancellationToken.None);
            Reset();
            Toasts.Success("Saved");
        }
        catch (DbException)
        {
            _error = "Not everything was saved: the database did not answer. Try again in a moment.";
        }
        finally
        {
            _saving = false;
        }
    }
}
