using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Reviews;

/// <summary>A look back, of a person or of the household; a limited reader gets the own one. Whose and which days stand in the address.</summary>
public sealed partial class ReviewPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CurrentReader _reader = CurrentReader.Of(null);
    private LoadState<ReviewResult> _state = LoadState.Loading<ReviewResult>();
    private ReviewWords? _words;
    private IReadOnlyList<Choice<ViewerId?>> _people = [];
    private IReadOnlyList<Choice<int?>> _years = [];
    private (ViewerId? Viewer, ReviewPeriod Period)? _shown;
    private ReviewPeriod _period;
    private DateOnly? _from;
    private DateOnly? _to;
    private string? _problem;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [Parameter]
    public string? Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "year")]
    private string? YearWord { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromWord { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToWord { get; set; }

    [Inject]
    private ReviewReader Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private StatisticReader Statistics { get; set; } = null!;   // non-null: injected

    [Inject]
    private IPeople People { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private ViewerId? Viewer => int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    private bool IsCustom => !string.IsNullOrEmpty(FromWord) || !string.IsNullOrEmpty(ToWord);

    /// <summary>The year in the address.</summary>
    private int? Chosen => !IsCustom && !string.IsNullOrEmpty(YearWord) ? _period.Year : null;

    private DateOnly? CustomFrom => IsCustom ? _period.From : null;

    private DateOnly? CustomTo => IsCustom ? _period.To : null;

    private string YearText => IsCustom ? "Own days" : ReviewPeriod.Usual(Clock.Today).From.Year.ToString(CultureInfo.InvariantCulture);

    protected override async Task OnParametersSetAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        if (Id is null && _reader.Scope.OnlyViewer is { } own)
        {
            Navigation.NavigateTo(AppUrls.With(AppUrls.Review(own), ("year", YearWord), ("from", FromWord), ("to", ToWord)), replace: true);
            return;
        }

        if (Id is not null && (Viewer is not { } viewer || !_reader.Scope.Allows(viewer)))
        {
            Navigation.NotFound();
            return;
        }

        (_period, var problem) = ReviewPeriod.Parse(YearWord, FromWord, ToWord, Clock.Today);
        _problem = problem?.Message;
        (_from, _to) = (_period.From, _period.To);
        if (_shown == (Viewer, _period))
        {
            return;
        }

        var isFirst = _shown is null;
        _shown = (Viewer, _period);
        if (isFirst && Handover.Take<ReviewResult>(Prerendered) is { } before && before.Viewer == Viewer && before.Period == _period)
        {
            Show(before);
            await ReadChoicesAsync();
            return;
        }

        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (_shown is not { } shown)
        {
            return;
        }

        var token = _gone.Token;
        try
        {
            _state = _state.Reloading();
            var review = await Query.ReadAsync(shown.Viewer, shown.Period, Clock.Zone, Clock.Today, _reader.Scope, token);
            if (_shown != shown)
            {
                return;
            }

            if (review is null)
            {
                Navigation.NotFound();
                return;
            }

            Show(review);
            Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(review);
            await ReadChoicesAsync();
        }
        catch (DbException)
        {
            _state = LoadState.Failed<ReviewResult>("The review could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private void Show(ReviewResult review)
    {
        _state = LoadState.Loaded(review);
        _words = new(review, Clock.Culture, Clock.Today, Clock.Zone);
    }

    /// <summary>Years in which anything was watched, and for those who see everybody the people.</summary>
    private async Task ReadChoicesAsync()
    {
        var all = await Statistics.ReadAsync(new() { Filter = new() { Viewer = Viewer } }, Clock.Zone, Clock.Today, _reader.Scope, _gone.Token);
        var first = all.Total.FirstAt is { } began ? SiteDays.Of(began, Clock.Zone).Year : Clock.Today.Year;
        var usual = ReviewPeriod.Usual(Clock.Today).From.Year;
        _years = [.. Enumerable.Range(first, Math.Max(1, Clock.Today.Year - first + 1)).Reverse().Where(y => y != usual || Chosen == y).Select(y => new Choice<int?>(y, y.ToString(CultureInfo.InvariantCulture)))];
        _people = _reader.Scope.IsEverything ? [.. (await People.ListAsync(_gone.Token)).Select(p => new Choice<ViewerId?>(p.Id, p.Label))] : [];
    }

    private void ShowDays()
    {
        if (_from is { } from && _to is { } to)
        {
            Navigation.NavigateTo(AppUrls.Review(Viewer, null, from, to));
        }
    }

    // The title of a link is kept: no name stands in it, so that nobody has to be taken out of it later.
    private async Task ShareAsync() => await Dialogs.OpenAsync<ShareDialog>("Share this review", new()
    {
        [nameof(ShareDialog.Kind)] = ShareKind.Review,
        [nameof(ShareDialog.Subject)] = $"Review of {_words!.PeriodOf(_period)}",   // non-null: the button stands beside it
        [nameof(ShareDialog.Words)] = AppUrls.With("", ("viewer", Viewer?.ToString()), ("from", Iso(_period.From)), ("to", Iso(_period.To))).TrimStart('?'),
    });

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
