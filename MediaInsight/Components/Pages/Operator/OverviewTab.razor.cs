using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Pages.Activity;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Operator;

/// <param name="Days">The last 30, today included.</param>
public sealed record OverviewData(OperatorResult Figures, IReadOnlyList<DailyTrend> Days, IReadOnlyList<UnobservedStretch> Unobserved);

/// <summary>The installation at a glance. What plays now follows every change; what comes from the database is read again when a play begins or ends and with every measurement of the machine.</summary>
public partial class OverviewTab
{
    private const int TrendDays = 30;

    /// <summary>The database is asked again at most this often, whatever happens.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private static readonly (string Word, string Text)[] Lines = [("plays", "Plays"), ("hours", "Hours"), ("data", "Data"), ("storage", "Storage")];

    private readonly CancellationTokenSource _gone = new();
    private Reading<OverviewData> _reading = null!;   // non-null: made before the first render
    private ActivityTotals _live = ActivityTotals.Of([]);
    private HashSet<PlayId> _playing = [];
    private ReadScope _scope = ReadScope.None;
    private bool _isDue;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [Inject]
    private OperatorFigures Figures { get; set; } = null!;   // non-null: injected

    [Inject]
    private DailyTrends Trends { get; set; } = null!;   // non-null: injected

    [Inject]
    private UnobservedTimes Unobserved { get; set; } = null!;   // non-null: injected

    [Inject]
    private SystemNow Machine { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveSessions Sessions { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private TimeProvider Time { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private string Line => Array.Exists(Lines, l => l.Word == Show) ? Show! : Lines[0].Word; // non-null: it is one of the words

    protected override async Task OnInitializedAsync()
    {
        _reading = new(ReadAsync, "The figures can't be read.", Clock, Handover);
        _scope = Authentication is null ? ReadScope.None : CurrentReader.Of((await Authentication).User).Scope;
        ReadLive();
        await _reading.StartAsync(Prerendered);
        Prerendered = RendererInfo.IsInteractive ? null : _reading.Leave();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender)
        {
            Machine.Changed += OnMeasured;
        }
    }

    protected override Task OnLiveChangedAsync()
    {
        if (ReadLive() && !_isDue)
        {
            _ = RefreshAsync();
        }

        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        Machine.Changed -= OnMeasured;
        _gone.Cancel();
        _reading?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<OverviewData> ReadAsync(CancellationToken cancellationToken)
    {
        var today = Clock.Today;
        var figures = Figures.ReadAsync(Clock.Zone, today, _scope, cancellationToken);
        var days = Trends.ReadAsync(AnalyticsFilter.Last(TrendDays, today), Clock.Zone, Clock.Zone, today, _scope, cancellationToken);
        var unobserved = Unobserved.ReadAsync(null, null, SiteDays.Start(today.AddDays(1 - TrendDays), Clock.Zone), Clock.Now, _scope, cancellationToken);
        await Task.WhenAll(figures, days, unobserved);
        return new(await figures, await days, await unobserved);
    }

    /// <summary>True when a play began or ended.</summary>
    private bool ReadLive()
    {
        var sessions = Sessions.Read(_scope).Sessions;
        _live = ActivityTotals.Of(sessions);
        var playing = sessions.Select(s => s.Id).ToHashSet();
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
            var wait = _reading.AskedAt + Rest - Clock.Now;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, Time, _gone.Token);
            }

            await InvokeAsync(LoadAsync);
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    /// <summary>Once a minute, so that midnight is noticed too.</summary>
    private void OnMeasured() => _ = InvokeAsync(() =>
    {
        if (!_isDue)
        {
            _ = RefreshAsync();
        }
    });

    private async Task LoadAsync()
    {
        _isDue = false;
        await _reading.LoadAsync();
        StateHasChanged();
    }

    private string? Of(Func<OverviewData, string> write) => _reading.State.Value is { } data ? write(data) : null;

    private string? Share(Func<StatisticFigures, long> part) =>
        _reading.State.Value?.Figures.Today is { Plays: > 0 } today ? $"{Formats.Percent((double)part(today) / today.Plays, Clock.Culture)} of today's plays" : null;

    private List<double> Trend(Func<DailyTrend, long> value) => _reading.State.Value is { } data ? [.. data.Days.Select(d => (double)value(d))] : [];

    private static double? Disk(SystemSample system) => system is { DiskUsedGb: { } used, DiskTotalGb: > 0 and { } total } ? used / total : null;

    private List<ChartSeries> Series(IReadOnlyList<DailyTrend> days) => Line switch
    {
        "hours" => [new("Hours watched", [.. days.Select(d => (double?)(d.WatchedMinutes / 60.0))])],
        "data" => [new("Data sent (estimate)", [.. days.Select(d => (double?)d.Bytes)])],
        "storage" => [new("Storage used", [.. days.Select(d => (double?)d.StorageBytes)])],
        _ =>
        [
            new("Plays", [.. days.Select(d => (double?)d.Plays)]),
            new("People", [.. days.Select(d => (double?)d.Persons)]),
            new("Transcodes", [.. days.Select(d => (double?)d.Transcodes)]) { Tone = "transcode" },
        ],
    };

    private void Choose(string line) => Navigation.NavigateTo(AppUrls.With(AppUrls.OperatorOf(null), ("show", line == Lines[0].Word ? null : line)), replace: true);
}
