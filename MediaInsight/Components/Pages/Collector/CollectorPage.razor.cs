using System.Data.Common;
using MediaInsight.Analytics;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Collector;

/// <summary>Whether every server is being watched, how fast it answers, and when nobody looked. The opened server stands in the address.</summary>
public sealed partial class CollectorPage
{
    /// <summary>What is stored is read again at most this often.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _gone = new();
    private LoadState<CollectorData> _data = LoadState.Loading<CollectorData>();
    private IReadOnlyList<CollectorRow> _rows = [];
    private DateTimeOffset _readAt;

    [SupplyParameterFromQuery(Name = "server")]
    private int? Server { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private CollectorQuery Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveServers Servers { get; set; } = null!;   // non-null: injected

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;   // non-null: injected

    [Inject]
    private SettingsStore Settings { get; set; } = null!;   // non-null: injected

    [Inject]
    private PollRequests Requests { get; set; } = null!;   // non-null: injected

    [Inject]
    private IEnumerable<ICatchUp> CatchUps { get; set; } = [];

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private CollectorRow? Opened => _rows.FirstOrDefault(r => r.Server.Id.Value == Server);

    private string Summary
    {
        get
        {
            var watched = _rows.Where(r => r.Server.IsEnabled).ToList();
            if (watched.Count == 0)
            {
                return "Nothing is watched yet.";
            }

            var read = watched.Count(r => r.WasRead);
            var wrong = watched.Count(r => r.Status.Health is ServerHealth.Degraded or ServerHealth.Offline);
            if (read == 0 && wrong == 0)
            {
                return $"{Formats.Count(watched.Count, "server")}, not read yet.";
            }

            var gaps = watched.Sum(r => r.Gaps.Count);
            var line = wrong == 0 ? Formats.Count(read, "server") + " watched" : $"{wrong} of {watched.Count} {(watched.Count == 1 ? "server" : "servers")} can't be read";
            line += gaps > 0 ? $"; {Formats.Count(gaps, "gap")} in 30 days" : wrong == 0 ? ", without a gap in 30 days" : "";
            return line + (read < watched.Count ? $"; {Formats.Count(watched.Count - read)} not read yet." : ".");
        }
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnLiveChangedAsync()
    {
        if (Clock.Now - _readAt > Rest)
        {
            await LoadAsync();
        }
        else
        {
            Arrange();
        }
    }

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
            _readAt = Clock.Now;
            _data = LoadState.Loaded(await Query.ReadAsync(_readAt, _gone.Token));
        }
        catch (DbException)
        {
            _data = _data.HasValue ? _data.Stale("the database did not answer", _readAt) : LoadState.Failed<CollectorData>("Gaps and catch-ups could not be read", "The database did not answer. Try again in a moment.", _readAt);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        Arrange();
    }

    private void Arrange()
    {
        if (_data.Value is not { } data)
        {
            return;
        }

        var (polling, now) = (Settings.Get<PollingSettings>(), Clock.Now);
        _rows = [.. Registry.All.OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Select(s => CollectorRow.Of(
            s, Live.Servers.FirstOrDefault(l => l.Id == s.Id) ?? ServerStatus.Of(s), Servers.Collector.Of(s.Id), data, CatchUps.Any(c => c.IsWaiting(s.Id)), polling, now))];
    }

    private async Task ReadAllAsync()
    {
        foreach (var row in _rows.Where(r => r.Server.IsEnabled))
        {
            Requests.Request(row.Server.Id);
        }

        await Audit.RecordAsync(await ByAsync(), "collector.read", "all servers", null, _gone.Token);
        Toasts.Info("Reading every server now");
    }

    private async Task CatchUpAllAsync()
    {
        foreach (var row in _rows.Where(r => r.Server is { IsEnabled: true, IsDemo: false }))
        {
            Ask(row.Server.Id);
        }

        await Audit.RecordAsync(await ByAsync(), "collector.catch-up", "all servers", null, _gone.Token);
        Toasts.Info("Asking the servers' own history", "What was missed is filled in where nobody watched. Demo servers have none.");
        Arrange();
    }

    private async Task ReadAsync(CollectorRow row)
    {
        Requests.Request(row.Server.Id);
        await Audit.RecordAsync(await ByAsync(), "collector.read", row.Server.Name, null, _gone.Token);
    }

    private async Task CatchUpAsync(CollectorRow row)
    {
        Ask(row.Server.Id);
        await Audit.RecordAsync(await ByAsync(), "collector.catch-up", row.Server.Name, null, _gone.Token);
        Arrange();
    }

    private void Ask(ServerId server)
    {
        foreach (var catchUp in CatchUps)
        {
            catchUp.Request(server);
        }
    }

    private async Task<AuditContext> ByAsync() => AuditContext.Of((await SignedIn).User);

    private void Open(ServerId server) => Navigation.NavigateTo(AddressOf(server));

    private void Close(bool _) => Navigation.NavigateTo(AppUrls.Collector);

    private static string AddressOf(ServerId server) => AppUrls.With(AppUrls.Collector, ("server", server.ToString()));

    private string Milliseconds(int? ms) => ms is { } told ? told.ToString("N0", Clock.Culture) + "\u00A0ms" : Formats.Untold;

    // Never 100 % while something is missing.
    private string Share(double? observed) => observed is { } o ? Formats.Percent(o < 1 ? Math.Floor(o * 1000) / 1000 : 1, Clock.Culture, o < 1 ? 1 : 0) : Formats.Untold;
}
