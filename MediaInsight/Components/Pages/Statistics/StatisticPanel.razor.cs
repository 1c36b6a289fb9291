using System.Data.Common;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>One statistic that loads itself once it is in sight, and again when the filter or what was chosen in it changes.</summary>
public sealed partial class StatisticPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly string _frame = UiIds.Next();
    private LoadState<PanelData> _state = LoadState.Loading<PanelData>();
    private PanelQuestion? _question;
    private (PanelQuestion Question, ReadScope Scope, string Zone)? _asked;
    private PanelMeasure _drawn;
    private bool _isSeen;

    [Parameter, EditorRequired]
    public PanelSpec Spec { get; set; } = null!;   // non-null: required

    /// <summary>The page's filter, links carry it on.</summary>
    [Parameter, EditorRequired]
    public StatisticAddress Address { get; set; } = null!;   // non-null: required

    /// <summary>Whose plays the reader may see.</summary>
    [Parameter, EditorRequired]
    public ReadScope Scope { get; set; } = ReadScope.None;

    /// <summary>In the filter's zone.</summary>
    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>The range in words, for what is downloaded.</summary>
    [Parameter]
    public string RangeText { get; set; } = "";

    /// <summary>The reader chose another measure or split.</summary>
    [Parameter]
    public EventCallback<PanelView> OnView { get; set; }

    [Inject]
    private StatisticReader Reader { get; set; } = null!;   // non-null: injected

    [Inject]
    private UnobservedTimes Unobserved { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    private FilterWords Words => Address.Words;

    private PanelView View => Address.ViewOf(Spec);

    private PanelMeasure Measure => View.MeasureFor(Spec);

    // While another measure is being read, what is in sight stays what it is.
    private PanelMeasure Shown => _state.IsLoading ? _drawn : Measure;

    private StatisticSplit Stack => View.StackFor(Spec);

    private IReadOnlyList<StatisticSplit> Stacks => Spec.MayStandAlone ? [.. Spec.Stacks, StatisticSplit.None] : Spec.Stacks;

    private string Sentence => $"{Spec.Title}: {PanelMeasures.SentenceOf(Shown)}, {RangeText}";

    private IReadOnlyList<(string Format, string Url)> Exports => _question?.Now is { } request ? PanelExports.Of(request, Words) : [];

    private bool IsNothing(PanelData data) => data.IsEmpty || (Shown == PanelMeasure.Transcodes && data.Now.Total.Transcodes == 0);

    private bool IsOtherKind => _question is { Now: null };

    // Plays of titles without any stand in no row of these: that there is none does not mean that nothing was played.
    private bool IsUntold => _question?.Now?.By is StatisticSplit.Genre or StatisticSplit.Narrator;

    private string EmptyTitle => IsOtherKind ? "Another kind of media" : IsUntold ? "None told" : Words.Narrowing > 0 ? "Nothing fits" : "Nothing in this time";

    private string EmptyText => IsOtherKind ? "The filter asks for a kind of media that does not belong here."
        : IsUntold && _question?.Now is { } now ? $"The servers tell no {StatisticKeyWords.HeadOf(now.By).ToLowerInvariant()} of what was played in this time."
        : Words.Narrowing > 0 ? "No finished play of this time fits the filter."
        : "Finished plays show here.";

    private IReadOnlyList<string> Weekdays => [.. StatisticKeyWords.Weekdays(Clock.Culture).Select(d => StatisticKeyWords.Weekday(d, Clock.Culture, isShort: true))];

    private IReadOnlyList<string> Hours => [.. Enumerable.Range(0, 24).Select(h => StatisticKeyWords.Hour(h, Clock.Culture))];

    protected override async Task OnParametersSetAsync()
    {
        _question = PanelQuestion.Of(Spec, View, Words, Today);
        if (_isSeen && _asked != (_question, Scope, Words.ZoneOr(Clock.Zone).Id))
        {
            await LoadAsync();
        }
    }

    private Task SeeAsync()
    {
        _isSeen = true;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (_question is not { } question)
        {
            return;
        }

        var (zone, measure, token) = (Words.ZoneOr(Clock.Zone), Measure, _gone.Token);
        var asked = (question, Scope, zone.Id);
        _asked = asked;
        if (question.Now is not { } request)
        {
            _state = LoadState.Loaded(new PanelData(new(new(), null, null, [], [], default, 0), null));
            return;
        }

        _state = _state.Reloading();
        StateHasChanged();
        try
        {
            var now = await Reader.ReadAsync(request, zone, Today, Scope, token);
            var before = question.Before is { } former ? await Reader.ReadAsync(former, zone, Today, Scope, token) : null;
            IReadOnlyList<UnobservedStretch> missed = Spec.Chart is PanelChart.Course or PanelChart.Calendar && PanelData.StepsOf(now) is [var first, ..]
                ? await Unobserved.ReadAsync(request.Filter.Server, request.Filter.Viewer, SiteDays.Start(first, zone), Clock.Now, Scope, token)
                : [];
            if (_asked == asked)
            {
                _state = LoadState.Loaded(new PanelData(now, before) { Unobserved = missed });
                _drawn = measure;
            }
        }
        catch (DbException)
        {
            _state = _state.HasValue
                ? _state.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<PanelData>("This statistic could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task Split(ChangeEventArgs e) =>
        Enum.TryParse<StatisticSplit>(e.Value as string, out var stack) ? OnView.InvokeAsync(View with { Stack = stack }) : Task.CompletedTask;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
