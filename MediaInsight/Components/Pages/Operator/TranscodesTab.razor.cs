using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Operator;

/// <summary>What servers convert and how it goes. Days, failures only and the page stand in the address.</summary>
public sealed partial class TranscodesTab : IDisposable
{
    private const int PageSize = 30;

    private Reading<TranscodeResult> _figures = null!;   // non-null: made before the first render
    private Reading<TranscodePage> _page = null!;   // non-null: made before the first render
    private ReadScope _scope = ReadScope.None;
    private int _days = 30;
    private bool _failed;
    private int _number = 1;
    private bool _isStarted;

    /// <summary>Where prerendering left the figures and the list (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? PrerenderedFigures { get; set; }

    [PersistentState]
    public Guid? PrerenderedPage { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private string? Days { get; set; }

    [SupplyParameterFromQuery(Name = "failed")]
    private string? Failed { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [Inject]
    private TranscodeFigures Figures { get; set; } = null!;   // non-null: injected

    [Inject]
    private TranscodeHistoryQuery Transcodes { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    protected override void OnInitialized()
    {
        _figures = new(token => Figures.ReadAsync(_days, null, Clock.Zone, Clock.Today, _scope, token), "The conversions can't be counted.", Clock, Handover);
        _page = new(
            token => Transcodes.PageAsync(new() { Failed = _failed ? true : null, From = SiteDays.Start(Clock.Today.AddDays(1 - _days), Clock.Zone), Page = _number, PageSize = PageSize }, _scope, token),
            "The conversions can't be read.", Clock, Handover);
    }

    protected override async Task OnParametersSetAsync()
    {
        var (days, failed) = (DaysSwitch.Parse(Days), Failed is "1" or "true");
        var number = int.TryParse(PageNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : 1;
        var (isOtherTime, isOtherPage) = (days != _days, failed != _failed || number != _number);
        (_days, _failed, _number) = (days, failed, number);
        _scope = await ReaderScope.OfAsync(Authentication);
        if (!_isStarted)
        {
            _isStarted = true;
            await Task.WhenAll(_figures.StartAsync(PrerenderedFigures), _page.StartAsync(PrerenderedPage));
            PrerenderedFigures = RendererInfo.IsInteractive ? null : _figures.Leave();
            PrerenderedPage = RendererInfo.IsInteractive ? null : _page.Leave();
            return;
        }

        await Task.WhenAll(isOtherTime ? _figures.LoadAsync() : Task.CompletedTask, isOtherTime || isOtherPage ? _page.LoadAsync() : Task.CompletedTask);
    }

    public void Dispose()
    {
        _figures.Dispose();
        _page.Dispose();
    }

    private string? Of(Func<TranscodeResult, string> write) => _figures.State.Value is { } figures ? write(figures) : null;

    private List<RankRow> Codecs(IReadOnlyList<StatisticRow> rows) =>
        [.. rows.Take(5).Select(r => new RankRow(FormatNames.Codec(r.Key.Label) ?? StatisticKeyWords.Untold, [r.Figures.Plays], Formats.Count(r.Figures.Plays, "play", culture: Clock.Culture)))];

    private List<RankRow> Encoders(TranscodeResult result) =>
        [.. result.Encoders.Take(5).Select(r => new RankRow(
            r.Key.Id == TranscodeFigures.Software ? "Software" : FormatNames.Codec(r.Key.Label ?? r.Key.Id) ?? StatisticKeyWords.Untold, [r.Figures.Plays], Formats.Percent((double)r.Figures.Plays / Math.Max(1, result.Pictures), Clock.Culture)) { Sub = Formats.Count(r.Figures.Plays, "play", culture: Clock.Culture) })];

    private void Go(int days, bool failed, int page) => Navigation.NavigateTo(At(days, failed, page), replace: true);

    private static string At(int days, bool failed, int page) => AppUrls.With(
        AppUrls.OperatorOf("transcodes"), ("days", DaysSwitch.Word(days)), ("failed", failed ? "1" : null), ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));
}
