using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Reports;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Newsletters;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Email;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Newsletters;

/// <summary>One newsletter: form, preview, what was sent.</summary>
public sealed partial class NewsletterPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private NewsletterDraft _draft = new();
    private Newsletter? _stored;
    private List<RecipientRow> _recipients = [new()];
    private IReadOnlyList<NewsletterProblem> _problems = [];
    private IReadOnlyList<Choice<int?>> _channels = [];
    private IReadOnlyList<Choice<int?>> _people = [];
    private IReadOnlyList<Choice<int?>> _reports = [];
    private IReadOnlyList<LibraryRow> _libraries = [];
    private IReadOnlyList<NewsletterMail> _mails = [];
    private AuditContext _by = AuditContext.System;
    private string _answer = "\u00A0";
    private string? _html;
    private string? _subject;
    private string? _previewText;
    private string? _me;
    private string? _meProblem;
    private bool _loaded;
    private bool _missing;
    private bool _unreadable;
    private bool _busy;
    private bool _previewing;

    [Parameter]
    public int? Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private NewsletterStore Store { get; set; } = null!;   // non-null: injected

    [Inject]
    private NewsletterSending Sending { get; set; } = null!;   // non-null: injected

    [Inject]
    private ChannelStore Channels { get; set; } = null!;   // non-null: injected

    [Inject]
    private IPeople People { get; set; } = null!;   // non-null: injected

    [Inject]
    private LibraryList Libraries { get; set; } = null!;   // non-null: injected

    [Inject]
    private SavedReports Reports { get; set; } = null!;   // non-null: injected

    [Inject]
    private SettingsStore Settings { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private bool HasAddress => Settings.Get<SiteSettings>().Base() is not null;

    protected override async Task OnParametersSetAsync()
    {
        _by = AuditContext.Of((await SignedIn).User);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _unreadable = false;
        try
        {
            _channels = [.. (await Channels.ListAsync(_gone.Token)).Where(c => c.Kind == ChannelKind.Email).Select(c => new Choice<int?>(c.Id, c.Name))];
            _people = [new(null, "The household"), .. (await People.ListAsync(_gone.Token)).Select(p => new Choice<int?>(p.Id.Value, p.Label))];
            _libraries = await Libraries.ReadAsync(ReadScope.Everything, _gone.Token);
            _stored = Id is { } id ? await Store.FindAsync(id, _gone.Token) : null;
            _missing = Id is not null && _stored is null;
            _draft = _stored is { } found ? NewsletterStore.DraftOf(found) : new() { ChannelId = _channels is [var only, ..] ? only.Value : null };
            _recipients = _draft.Recipients.Count > 0 ? [.. _draft.Recipients.Select(r => new RecipientRow { Address = r.Address, Name = r.Name, Viewer = r.Viewer })] : [new()];
            _reports = _by.UserId is { } me ? [.. (await Reports.ListAsync(me, _gone.Token)).Select(r => new Choice<int?>(r.Id, r.Name))] : [];
            if (_stored?.ReportId is { } sent && _reports.All(r => r.Value != sent))
            {
                _reports = [new(sent, "The report of somebody else that is sent now"), .. _reports];
            }

            await ReadMailsAsync();
            _loaded = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _unreadable = true;
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task ReadMailsAsync()
    {
        _mails = _stored is { } stored ? await Store.MailsAsync(stored.Id, _gone.Token) : [];
        _answer = _stored switch
        {
            null => "A regular mail to people of your choice.",
            { IsEnabled: false } => "Switched off.",
            { } one => $"Next issue {Clock.Local(NewsletterSchedule.Next(one, Clock.Zone, Clock.Now).At).ToString("dddd d MMMM, t", Clock.Culture)}.",
        };
    }

    private string? Problem(string field) => _problems.FirstOrDefault(p => p.Field == field)?.Message;

    private void SetKind(NewsletterKind kind) =>
        _draft = _draft with { Kind = kind, OnDay = 1, ReportId = kind == NewsletterKind.SavedReport ? _draft.ReportId ?? (_reports is [var first, ..] ? first.Value : null) : null, EveryDays = kind == NewsletterKind.YearInReview ? NewsletterSchedule.Yearly : _draft.EveryDays == NewsletterSchedule.Yearly ? NewsletterSchedule.Weekly : _draft.EveryDays };

    private void SetTime(string? text)
    {
        if (TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var at))
        {
            _draft = _draft with { At = at };
        }
    }

    private void SetLibrary(LibraryId library, bool isChosen) =>
        _draft = _draft with { Libraries = [.. _draft.Libraries.Where(l => l != library), .. isChosen ? new[] { library } : []] };

    private NewsletterDraft Filled() =>
        _draft with { Recipients = [.. _recipients.Where(r => !string.IsNullOrWhiteSpace(r.Address)).Select(r => new NewsletterRecipient(r.Address?.Trim() ?? "", r.Name, r.Viewer))] };

    private async Task SaveAsync()
    {
        _busy = true;
        try
        {
            (var id, _problems) = await Store.SaveAsync(Filled(), _by, _gone.Token);
            if (id is not { } saved)
            {
                return;
            }

            Toasts.Success("Saved");
            if (_stored is null)
            {
                Navigation.NavigateTo(AppUrls.Newsletter(saved));
                return;
            }

            _stored = await Store.FindAsync(saved, _gone.Token);
            await ReadMailsAsync();
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

    private async Task PreviewAsync()
    {
        _previewing = true;
        try
        {
            var draft = Filled();
            var preview = await Sending.PreviewAsync(Store.Example(draft), draft.Recipients is [var first, ..] ? first.Person : null, _gone.Token);
            (_subject, _html) = (preview?.Subject, preview?.Html);
            _previewText = "There would be nothing to tell today, and no mail would be sent.";
        }
        catch (DbException)
        {
            _previewText = "The database did not answer. Try again in a moment.";
        }
        finally
        {
            _previewing = false;
        }
    }

    private async Task SendNowAsync()
    {
        _meProblem = MailAddresses.Read(_me) is null ? "This is no e-mail address." : null;
        if (_meProblem is not null || _stored is not { } stored || MailAddresses.Read(_me) is not { } address)
        {
            return;
        }

        _busy = true;
        try
        {
            var about = NewsletterRecipient.Read(stored.Recipients).FirstOrDefault(r => string.Equals(r.Address, address, StringComparison.OrdinalIgnoreCase))?.Viewer;
            if (await Sending.SendNowAsync(stored, new(address, Viewer: about), _gone.Token))
            {
                await Audit.RecordAsync(_by, NewsletterActions.Sent, stored.Name, "To one address, by hand.", _gone.Token);
                Toasts.Success("On its way", $"To {address}.");
            }
            else
            {
                Toasts.Warning("Nothing was sent", "There is nothing to tell today, or the channel is switched off.");
            }

            await ReadMailsAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task DeleteAsync()
    {
        if (_stored is { } stored && await Dialogs.ConfirmAsync(new($"Delete {stored.Name}?", "Nobody gets it any more. Mails that wait are still sent.", "Delete newsletter") { IsDangerous = true }))
        {
            await Store.DeleteAsync(stored.Id, _by, _gone.Token);
            Navigation.NavigateTo(AppUrls.Newsletters);
        }
    }

    private sealed class RecipientRow
    {
        public string? Address { get; set; }
        public string? Name { get; init; }
        public int? Viewer { get; set; }
    }
}
