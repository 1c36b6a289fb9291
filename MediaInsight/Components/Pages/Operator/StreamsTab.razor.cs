using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Pages.Activity;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PageOfPlays = MediaInsight.History.HistoryPage;

namespace MediaInsight.Components.Pages.Operator;

/// <param name="Unobserved">When nobody looked, on any server.</param>
public sealed record WaysData(StatisticResult Result, IReadOnlyList<UnobservedStretch> Unobserved);

/// <summary>What is sent now, what was sent last, and how plays were sent. Lists are read again when a stream begins or ends.</summary>
public partial class StreamsTab
{
    private const int Recent = 50;

    private Reading<PageOfPlays> _recent = null!;   // non-null: made before the first render
    private Reading<WaysData> _ways = null!;   // non-null: made before the first render
    private IReadOnlyList<LiveSession> _sessions = [];
    private ActivityTotals _totals = ActivityTotals.Of([]);
    private HashSet<PlayId> _playing = [];
    private ReadScope _scope = ReadScope.None;
    private int _days = 30;
    private bool _isStarted;

    /// <summary>Where prerendering left the plays, and how they were sent (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? PrerenderedPlays { get; set; }

    [PersistentState]
    public Guid? PrerenderedWays { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private string? Days { get; set; }

    [Inject]
    private HistoryQuery Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private StatisticReader Statistics { get; set; } = null!;   // non-null: injected

    [Inject]
    private UnobservedTimes Unobserved { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveSessions Sessions { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    protected override void OnInitialized()
    {
        _recent = new(token => Query.PageAsync(new() { PageSize = Recent }, _scope, token), "The plays can't be read.", Clock, Handover);
        _ways = new(ReadWaysAsync, "The plays can't be counted.", Clock, Handover);
    }

    protected override async Task OnParametersSetAsync()
    {
        var days = DaysSwitch.Parse(Days);
        var isOther = days != _days;
        _days = days;
        _scope = Authentication is null ? ReadScope.None : CurrentReader.Of((await Authentication).User).Scope;
        ReadLive();
        if (!_isStarted)
        {
            _isStarted = true;
            await Task.WhenAll(_recent.StartAsync(PrerenderedPlays), _ways.StartAsync(PrerenderedWays));
            PrerenderedPlays = RendererInfo.IsInteractive ? null : _recent.Leave();
            PrerenderedWays = RendererInfo.IsInteractive ? null : _ways.Leave();
        }
        else if (isOther)
        {
            await _ways.LoadAsync();
        }
    }

    protected override async Task OnLiveChangedAsync()
    {
        if (ReadLive())
        {
            await _recent.LoadAsync();
            await _ways.LoadAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _recent?.Dispose();
        _ways?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>True when a stream began or ended.</summary>
    private bool ReadLive()
    {
        _sessions = Sessions.Read(_scope).Sessions;
        _totals = ActivityTotals.Of(_sessions);
        var playing = _sessions.Select(s => s.Id).ToHashSet();
        var changed = !playing.SetEquals(_playing);
        _playing = playing;
        return changed;
    }

    private async Task<WaysData> ReadWaysAsync(CancellationToken cancellationToken)
    {
        var (today, days) = (Clock.Today, _days);
        return new(
            await Statistics.ReadAsync(new() { Filter = AnalyticsFilter.Last(days, today), By = StatisticSplit.Day }, Clock.Zone, today, _scope, cancellationToken),
            await Unobserved.ReadAsync(null, null, SiteDays.Start(today.AddDays(1 - days), Clock.Zone), Clock.Now, _scope, cancellationToken));
    }

    private static List<ChartSlice> Slices(StatisticFigures f)
    {
        List<ChartSlice> slices =
        [
            new("Direct play", f.DirectPlays) { Tone = "direct-play" }, new("Direct stream", f.DirectStreams) { Tone = "direct-stream" }, new("Transcode", f.Transcodes) { Tone = "transcode" },
        ];
        var untold = f.Plays - f.DirectPlays - f.DirectStreams - f.Transcodes;
        if (untold > 0)
        {
            slices.Add(new("Not told", untold) { Tone = "control-line" });
        }

        return slices;
    }

    private static List<DateOnly> DaysOf(StatisticResult result) => [.. result.Rows.Select(r => DateOnly.ParseExact(r.Key.Id, "yyyy-MM-dd", CultureInfo.InvariantCulture))];

    private static List<ChartSeries> Series(StatisticResult result) =>
    [
        new("Direct play", [.. result.Rows.Select(r => (double?)r.Figures.DirectPlays)]) { Tone = "direct-play" },
        new("Direct stream", [.. result.Rows.Select(r => (double?)r.Figures.DirectStreams)]) { Tone = "direct-stream" },
        new("Transcode", [.. result.Rows.Select(r => (double?)r.Figures.Transcodes)]) { Tone = "transcode" },
    ];

    private void Choose(int days) => Navigation.NavigateTo(AppUrls.With(AppUrls.OperatorOf("streams"), ("days", DaysSwitch.Word(days))), replace: true);
}
