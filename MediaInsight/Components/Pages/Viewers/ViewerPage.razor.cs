using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Pages.Dashboard;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Viewers;

/// <summary>One person. Somebody the reader may not see is answered like somebody who does not exist.</summary>
public partial class ViewerPage
{
    private const string DefaultRange = "30d";

    private readonly CancellationTokenSource _gone = new();
    private CurrentReader _reader = CurrentReader.Of(null);
    private LoadState<ViewerProfileResult> _profile = LoadState.Loading<ViewerProfileResult>();
    private IReadOnlyList<LiveSession> _now = [];
    private DateRange _range = new(null, null, "all");
    private (ViewerId Viewer, DateRange Range, ServerUserId? Account)? _shown;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    private string? RangeText { get; set; }

    /// <summary>One account of the person; null: all of them.</summary>
    [SupplyParameterFromQuery(Name = "account")]
    private string? AccountText { get; set; }

    [Inject]
    private PersonRecords Persons { get; set; } = null!;   // non-null: injected

    [Inject]
    private ViewerProfile Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveSessions Sessions { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private ViewerProfileResult? Profile => _profile.Value;

    private ServerUserId? Account => int.TryParse(AccountText, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    private ViewerId? Viewer => int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    /// <summary>What of the address can't be used.</summary>
    private IReadOnlyList<string> Problems =>
    [
        .. string.IsNullOrEmpty(RangeText) || RangeText == _range.ToString() ? [] : new[] { $"“{Text.Clean(RangeText, 40)}” is no range: write 30d, all or 2026-01-01..2026-01-31." },
        .. string.IsNullOrEmpty(AccountText) || Account is { } account && Profile?.Accounts.Any(a => a.Id == account) != false ? [] : new[] { $"“{Text.Clean(AccountText, 40)}” is no account of this person." },
    ];

    private string RangeWords => _range.Preset == DateRange.Custom
        ? $"{Day(_range.From) ?? "…"} – {Day(_range.To) ?? "now"}"
        : DateRange.Presets.First(p => p.Value == _range.Preset).Text.ToLowerInvariant();

    protected override async Task OnParametersSetAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        _range = DateRange.Parse(RangeText, Clock.Today, DefaultRange);
        if (Viewer is not { } viewer || !_reader.Scope.Allows(viewer))
        {
            _profile = LoadState.Loading<ViewerProfileResult>();
            Navigation.NotFound();
            return;
        }

        ReadLive();
        if (_shown == (viewer, _range, Account))
        {
            return;
        }

        var isFirst = _shown is null;
        _profile = _shown?.Viewer == viewer ? _profile.Reloading() : LoadState.Loading<ViewerProfileResult>();
        _shown = (viewer, _range, Account);
        if (isFirst && Handover.Take<ViewerProfileResult>(Prerendered) is { } before && before.Id == viewer)
        {
            _profile = LoadState.Loaded(before);
            return;
        }

        await LoadAsync();
    }

    protected override Task OnLiveChangedAsync()
    {
        ReadLive();
        return Task.CompletedTask;
    }

    private void ReadLive() => _now = Viewer is { } viewer ? [.. Sessions.Read(_reader.Scope).Sessions.Where(s => s.ViewerId == viewer)] : [];

    private async Task LoadAsync()
    {
        if (_shown is not { } shown)
        {
            return;
        }

        var token = _gone.Token;
        try
        {
            // Where people connect from is for those who manage accounts, and for the person.
            var withAddresses = _reader.Can(Permissions.ManageUsers) || _reader.ViewerId == shown.Viewer;
            var filter = new AnalyticsFilter { From = shown.Range.From, To = shown.Range.To, User = shown.Account };
            var profile = await Query.ReadAsync(shown.Viewer, filter, withAddresses, Clock.Zone, Clock.Today, _reader.Scope, token);
            if (_shown != shown)
            {
                return;
            }

            if (profile is null && _reader.Scope.IsEverything && await Persons.MergedIntoAsync(shown.Viewer, token) is { } into)
            {
                Navigation.NavigateTo(AppUrls.Viewer(into, RangeText), replace: true);
                return;
            }

            if (profile is null)
            {
                Navigation.NotFound();
                return;
            }

            _profile = LoadState.Loaded(profile);
            Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(profile);
        }
        catch (DbException)
        {
            _profile = _profile.HasValue
                ? _profile.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<ViewerProfileResult>("The profile could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private string Address(DateRange range) => AppUrls.With(AppUrls.Viewer(Id), ("range", range.Preset == DefaultRange ? null : range.ToString()), ("account", AccountText));

    private string AccountAddress(ServerUserId? account) => AppUrls.With(AppUrls.Viewer(Id), ("range", RangeText), ("account", account?.ToString()));

    private string? Day(DateOnly? day) => day is { } d ? Formats.Day(d, Clock.Culture, Clock.Today) : null;

    private List<BarItem> Titles(ViewerProfileResult profile) => [.. profile.MostWatched.Select(t => TitleBars.Of(t, Clock.Culture))];

    private List<TabItem> AccountTabs(ViewerProfileResult profile) =>
        [new("", "All accounts", AccountAddress(null)), .. profile.Accounts.Select(a => new TabItem(a.Id.ToString(), $"{a.ServerName}: {a.Name}", AccountAddress(a.Id)))];

    private static string DeviceLine(ViewerDevice device) => string.Join(" · ", new[]
    {
        device.ClientName is { } client && client != device.Name ? string.Join(' ', client, device.ClientVersion).TrimEnd() : null,
        device.Platform,
        Formats.Hours(device.WatchedMs),
    }.OfType<string>());

    private static string Place(NetworkLocation? location) => location switch
    {
        NetworkLocation.Lan => "At home (LAN)",
        NetworkLocation.Wan => "Outside (WAN)",
        _ => "Place not told",
    };

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        base.Dispose(disposing);
    }
}
