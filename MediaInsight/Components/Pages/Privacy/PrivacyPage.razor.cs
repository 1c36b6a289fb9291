using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Privacy;

/// <summary>What is recorded of whom, for the whole installation.</summary>
public sealed partial class PrivacyPage : IDisposable
{
    private static readonly Choice<AddressKeeping>[] Keepings =
        [new(AddressKeeping.Full, "The whole address"), new(AddressKeeping.Shortened, "The network only (/24, /48)"), new(AddressKeeping.None, "Nothing")];

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<LibraryTracking> _libraries = [];
    private IReadOnlyList<ForgottenRow> _forgotten = [];
    private AddressKeeping _addresses;
    private AuditContext _by = AuditContext.System;
    private bool _busy;
    private bool _fixed;
    private bool _loaded;
    private bool _failed;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private TrackingSwitch Tracking { get; set; } = null!;   // non-null: injected

    [Inject]
    private SettingsStore Settings { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    protected override async Task OnInitializedAsync()
    {
        _by = AuditContext.Of((await SignedIn).User);
        await LoadAsync();
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
            _addresses = Settings.Get<PrivacySettings>().Addresses;
            _fixed = Settings.IsFixed<PrivacySettings>(nameof(PrivacySettings.Addresses));
            _libraries = await Tracking.LibrariesAsync(_gone.Token);
            _forgotten = await Tracking.ForgottenAsync(_gone.Token);
            (_loaded, _failed) = (true, false);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private Task SetAddressesAsync(AddressKeeping addresses) => ActAsync(async () =>
    {
        var before = Settings.Get<PrivacySettings>();
        if (before.Addresses != addresses)
        {
            await Settings.SetAsync(before with { Addresses = addresses }, _gone.Token);
            await Audit.RecordAsync(_by, "settings.change", SettingsStore.SectionOf<PrivacySettings>(), $"{nameof(PrivacySettings.Addresses)}: {before.Addresses} → {addresses}", _gone.Token);
            Toasts.Success("Saved");
        }
    });

    private Task SetLibraryAsync(LibraryTracking library, bool recorded) => ActAsync(async () =>
    {
        var discarded = await Tracking.SetLibraryAsync(_by, library.Id, recorded, _gone.Token);
        Toasts.Success(recorded ? $"{library.Name} is recorded from now on" : $"{library.Name} is not recorded any more", discarded > 0 ? $"{Formats.Count(discarded, "running play")} discarded." : null);
    });

    private Task RememberAsync(ForgottenRow mark) => ActAsync(async () =>
    {
        await Tracking.RememberAsync(_by, mark.Hash, _gone.Token);
        Toasts.Success("The account comes back with the next reading of its server");
    });

    private async Task ActAsync(Func<Task> act)
    {
        _busy = true;
        try
        {
            await act();
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
