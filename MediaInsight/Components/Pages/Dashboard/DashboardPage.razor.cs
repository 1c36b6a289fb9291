using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Media;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Identity;
using MediaInsight.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Dashboard;

/// <summary>Who is watching, how much was watched, what is new. What plays now follows every change; figures follow when a play begins or ends.</summary>
public partial class DashboardPage
{
    private const int Shown = 6;

    /// <summary>The database is asked again at most this often.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <summary>How long a page that is not live yet waits for the plays.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _gone = new();
    private RememberedServer _remembered = null!;   // non-null: set before the first drawing
    private CurrentReader _reader = CurrentReader.Of(null);
    private LoadState<DashboardData> _data = LoadState.Loading<DashboardData>();
    private IReadOnlyList<LiveSession> _sessions = [];
    private IReadOnlyList<Choice<ServerId?>> _servers = [];
    private LiveTotals _live = LiveTotals.Of([]);
    private HashSet<PlayId> _playing = [];
    private ServerId? _only;
    private DateTimeOffset _readAt;
    private bool _isDue;
    private IReadOnlyList<DashboardWidget> _widgets = WidgetList.Usual;
    private IReadOnlyList<SavedReport> _reports = [];
    private IReadOnlyDictionary<string, PanelView> _views = new Dictionary<string, PanelView>();
    private bool _arranging;
    private bool _isArranged;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "server")]
    private string? ServerText { get; set; }

    [SupplyParameterFromQuery(Name = "chart")]
    private string? Chart { get; set; }

    [Inject]
    private DashboardQuery Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private SavedFilters Filters { get; set; } = null!;   // non-null: injected

    [Inject]
    private PlayIndex Plays { get; set; } = null!;   // non-null: injected

    [Inject]
    private DashboardLayouts Layouts { get; set; } = null!;   // non-null: injected

    [Inject]
    private SavedReports Reports { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveSessions Sessions { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveServers Servers { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private TimeProvider Time { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private bool IsHours => Chart == "hours";

    private bool IsFirstRun => _data is { HasValue: true, Value: { Servers.Count: 0, Figures.TotalPlays: 0 } } && _only is null && _sessions.Count == 0 && _reader.Scope.IsEverything;

    protected override void OnInitialized() => _remembered = new(Filters, Navigation);

    protected override async Task OnParametersSetAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        if (await _remembered.TakeAsync(_reader, _gone.Token) is { } last)
        {
            Navigation.NavigateTo(Address(last, null), replace: true);
            return;
        }

        ServerId? only = int.TryParse(ServerText, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;
        var isOther = only != _only;
        _only = only;
        ReadLive();
        await ReadLayoutAsync();
        if (_data.HasValue && !isOther)
        {
            return;
        }

        if (!_data.HasValue && Handover.Take<DashboardData>(Prerendered) is { } before && before.Server == only)
        {
            _data = LoadState.Loaded(before);
            _readAt = Clock.Now;
            ReadLive();
            return;
        }

        _data = _data.Reloading();

        // Right after a start plays are still being read: the page comes with what is known, and its figures follow.
        if (!RendererInfo.IsInteractive && await Task.WhenAny(Plays.Loaded, Task.Delay(Patience, Time, _gone.Token)) != Plays.Loaded)
        {
            return;
        }

        await LoadAsync();
    }

    protected override Task OnLiveChangedAsync()
    {
        if (ReadLive() && !_isDue)
        {
            _ = RefreshAsync();
        }

        return Task.CompletedTask;
    }

    /// <summary>True when a play began or ended.</summary>
    private bool ReadLive()
    {
        _sessions = [.. Sessions.Read(_reader.Scope).Sessions.Where(s => _only is null || s.Session.ServerId == _only)];
        _live = LiveTotals.Of(_sessions);
        var visible = _data.Value?.Servers.Select(s => s.Id).ToHashSet();
        _servers = [.. Servers.Feed.Current.Servers.Where(s => _reader.Scope.IsEverything || visible?.Contains(s.Id) == true).Select(s => new Choice<ServerId?>(s.Id, s.Name))];
        var playing = _sessions.Select(s => s.Id).ToHashSet();
        var changed = !playing.SetEquals(_playing);
        _playing = playing;
        return changed;
    }

    /// <summary>Several changes within the rest are one reading after it.</summary>
    private async Task RefreshAsync()
    {
        _isDue = true;
        try
        {
            var wait = _readAt + Rest - Clock.Now;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, Time, _gone.Token);
            }

            await InvokeAsync(async () =>
            {
                _isDue = false;
                await LoadAsync();
                StateHasChanged();
            });
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private async Task LoadAsync()
    {
        var (only, token) = (_only, _gone.Token);
        try
        {
            _readAt = Clock.Now;
            var data = await Query.ReadAsync(only, Clock.Zone, Clock.Today, _reader.Scope, token);
            if (only == _only)
            {
                _data = LoadState.Loaded(data);
                Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(data);
                ReadLive();
            }
        }
        catch (DbException)
        {
            _data = _data.HasValue ? _data.Stale("the database did not answer", _readAt) : LoadState.Failed<DashboardData>("The figures could not be read", "The database did not answer. It may be busy with a backup; try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task NarrowAsync(ServerId? server)
    {
        Navigation.NavigateTo(Address(server, Chart));
        return _remembered.KeepAsync(_reader, server, _gone.Token);
    }

    private void Show(string? chart) => Navigation.NavigateTo(Address(_only, chart), replace: true);

    private static string Address(ServerId? server, string? chart)
    {
        var url = AppUrls.With(AppUrls.Dashboard, ("server", server?.ToString()), ("chart", chart));
        return url.Length == 0 ? "./" : url;
    }

    /// <summary>A page of statistics of the same server and days.</summary>
    private string More(string section) => AppUrls.With(AppUrls.StatisticsOf(section), ("range", "30d"), ("server", _only?.ToString()));

    private List<ChartSeries> Series(PlaysByDayResult month) => [.. month.Kinds().Select(kind => new ChartSeries(
        MediaKindIcon.Word(kind),
        [.. month.PerDay(IsHours ? r => r.WatchedMs : r => r.Plays, kind).Select(v => (double?)(IsHours ? v / 3_600_000d : v))]) { Tone = $"chart-{((int)kind % 8) + 1}" })];

    private List<BarItem> People(DashboardData data) => [.. data.Viewers.Select(v => new BarItem(v.Name, v.WatchedMs, Formats.Hours(v.WatchedMs, Clock.Culture))
    {
        IsPerson = true,
        Image = AppUrls.ViewerPicture(v.Id),
        Href = AppUrls.Viewer(v.Id),
        Sub = Formats.Count(v.Plays, "play"),
    })];

    private List<BarItem> Titles(DashboardData data) => [.. data.Titles.Select(t => TitleBars.Of(t, Clock.Culture))];

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        base.Dispose(disposing);
    }
}
