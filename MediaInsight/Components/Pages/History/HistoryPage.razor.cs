using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using PageOfPlays = MediaInsight.History.HistoryPage;

namespace MediaInsight.Components.Pages.History;

/// <summary>Everything that was played. What is shown is decided by the address alone.</summary>
public sealed partial class HistoryPage : IDisposable
{
    private static readonly IReadOnlyList<Choice<MediaKind?>> KindOptions = [.. HistoryUrl.KindChoices.Select(k => new Choice<MediaKind?>(k, MediaKindIcon.Word(k)))];
    private static readonly IReadOnlyList<Choice<StreamDecision?>> DecisionOptions = [.. Enum.GetValues<StreamDecision>().Select(d => new Choice<StreamDecision?>(d, DecisionBadge.NameOf(d)))];

    private readonly CancellationTokenSource _gone = new();
    private readonly PlayPicks _picks = new();
    private RememberedServer _remembered = null!;   // non-null: set before the first drawing
    private CurrentReader _reader = CurrentReader.Of(null);
    private bool _mayDelete;
    private CancellationTokenSource? _loading;
    private HistoryUrl _url = new();
    private HistoryUrl? _listed;
    private PlayId? _detailed;
    private FilterReading? _words;
    private IReadOnlyList<string> _problems = [];
    private IReadOnlyList<string> _missing = [];
    private HistoryChoices _choices = HistoryChoices.None;
    private HistoryGaps _gaps = HistoryGaps.None;
    private LoadState<PageOfPlays> _state = LoadState.Loading<PageOfPlays>();
    private LoadState<PlayDetails?> _details = LoadState.Loading<PlayDetails?>();
    private ReadScope _scope = ReadScope.None;
    private ReadScope? _choicesOf;
    private Choice<MediaItemId?>? _title;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>By this the router tells that the address changed; its other words are read from it.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    private string? Q { get; set; }

    [Inject]
    private FilterCheck Check { get; set; } = null!;   // non-null: injected

    [Inject]
    private SavedFilters Filters { get; set; } = null!;   // non-null: injected

    [Inject]
    private HistoryQuery Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private UnobservedTimes Unobserved { get; set; } = null!;   // non-null: injected

    [Inject]
    private HistoryOptions Options { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private IReadOnlyList<Choice<ViewerId?>> Viewers => Named(_choices.Viewers.Select(v => new Choice<ViewerId?>(v.Id, v.Label)), _url.Viewer, "Unknown viewer");

    private IReadOnlyList<Choice<ServerUserId?>> Accounts => Named(
        _choices.Accounts.Where(a => _url.Viewer is null || a.Viewer == _url.Viewer).Select(a => new Choice<ServerUserId?>(a.Id, $"{a.Name} ({a.ServerName})")), _url.Account, "Unknown account");

    private IReadOnlyList<Choice<ServerId?>> Servers => Named(_choices.Servers.Select(s => new Choice<ServerId?>(s.Id, s.Name)), _url.Server, "Unknown server");

    private IReadOnlyList<Choice<LibraryId?>> Libraries => Named(
        _choices.Libraries.Where(l => _url.Server is null || l.Server == _url.Server).Select(l => new Choice<LibraryId?>(l.Id, _url.Server is null && _choices.Servers.Count > 1 ? $"{l.Name} ({l.ServerName})" : l.Name)),
        _url.Library,
        "Unknown library");

    private string? OtherRange => _words is { } words ? StatisticRangeWords.Of(words.Words, Clock.Culture, words.Today) : null;

    /// <summary>Without what is not understood, and without what does not exist.</summary>
    private string CleanAddress => (_missing.Count == 0 ? _url : _url.Cleared with { Range = _url.Range, From = _url.From, To = _url.To, Zone = _url.Zone, Text = _url.Text }).ToString();

    private IReadOnlyList<HistoryRow> Rows => _state.Value?.Items ?? [];

    private string AnswerText => _state is { HasValue: true, Value: { } page }
        ? Formats.Count(page.Total, "play", culture: Clock.Culture) + (_url.ActiveFilters > 0 ? _url.ActiveFilters == 1 ? ", 1 filter" : $", {_url.ActiveFilters} filters" : "")
        : "\u00A0";

    protected override void OnInitialized() => _remembered = new(Filters, Navigation);

    protected override async Task OnParametersSetAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        if (await _remembered.TakeAsync(_reader, _gone.Token) is { } last)
        {
            Navigation.NavigateTo(new HistoryUrl { Server = last }.ToString(), replace: true);
            return;
        }

        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        var reading = HistoryUrl.Parse(name => name == "q" ? Q : query.GetValueOrDefault(name) is [{ } word, ..] ? word : null, Clock.Zone, Clock.Now);
        (_url, _problems, _words) = (reading.Url, reading.Problems, reading.Filter);
        (_scope, _mayDelete) = (_reader.Scope, _reader.Can(Permissions.DeleteHistory));
        List<Task> loads = [];
        if (!_url.ListsSameAs(_listed))
        {
            if (_listed is null || !(_url with { Page = 1 }).ListsSameAs(_listed with { Page = 1 }))
            {
                _picks.Clear();
            }

            _listed = _url;
            loads.Add(LoadAsync());
        }

        if (_url.Play != _detailed)
        {
            loads.Add(LoadDetailsAsync());
        }

        await Task.WhenAll(loads);
    }

    private async Task LoadAsync()
    {
        var own = await RestartAsync();
        _state = _state.Reloading();
        StateHasChanged();
        try
        {
            if (_choicesOf != _scope)
            {
                _choices = await Options.ReadAsync(_scope, own.Token);
                _choicesOf = _scope;
            }

            if (_url.Item != _title?.Value)
            {
                _title = _url.Item is { } item ? new(item, await Options.TitleAsync(item, _scope, own.Token) ?? "Unknown title") : null;
            }

            _missing = _words is { } words ? [.. (await Check.ReadAsync(words, _scope, own.Token)).Select(p => p.Message)] : [];
            var page = await Query.PageAsync(_url.Filter(Clock.Zone), _scope, own.Token);
            var gaps = await ReadGapsAsync(page, own.Token);
            if (own == _loading)
            {
                _gaps = gaps;
                _state = LoadState.Loaded(page);
            }
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            // A newer address, or the page is gone.
        }
        catch (DbException)
        {
            _state = _state.HasValue
                ? _state.Stale("the database can't be read", Clock.Now)
                : LoadState.Failed<PageOfPlays>("The history can't be read.", "The database did not answer. The log says more.", Clock.Now);
        }
    }

    /// <summary>One reading for the page; only a list by time has places for them.</summary>
    private async Task<HistoryGaps> ReadGapsAsync(PageOfPlays page, CancellationToken cancellationToken)
    {
        if (_url.Sort != HistorySort.Started || page.Items.Count == 0)
        {
            return HistoryGaps.None;
        }

        // What lies between two pages is told on the later one: it has to know the row before it.
        var oldest = page.Items.Min(r => r.StartedAt);
        DateTimeOffset? edge = page.Page == 1 && _url.To is null ? DateTimeOffset.MaxValue : null;
        if (page.Page > 1 && (await Query.PageAsync(_url.Filter(Clock.Zone) with { PageSize = 1, Page = (page.Page - 1) * page.PageSize }, _scope, cancellationToken)).Items is [var before])
        {
            edge = before.StartedAt;
        }

        // What began earlier stands on the page that shows that time; it is read as begun a moment before, and left out.
        var since = _url.Ascending && page.Page > 1 && edge is { } earlier ? earlier : oldest;
        var stretches = await Unobserved.ReadAsync(_url.Server, _url.Viewer, since.AddMilliseconds(-1), Clock.Now, _scope, cancellationToken);
        return HistoryGaps.Of(page.Items, [.. stretches.Where(s => s.From >= since)], _url.Ascending, edge, Clock);
    }

    private async Task LoadDetailsAsync()
    {
        _detailed = _url.Play;
        _details = LoadState.Loading<PlayDetails?>();
        if (_detailed is not { } id)
        {
            return;
        }

        try
        {
            var details = await Query.DetailsAsync(id, _scope, _gone.Token);
            if (_detailed == id)
            {
                _details = LoadState.Loaded(details);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (DbException)
        {
            _details = LoadState.Failed<PlayDetails?>("The play can't be read.", "The database did not answer. The log says more.");
        }
    }

    private async Task<CancellationTokenSource> RestartAsync()
    {
        if (_loading is { } former)
        {
            await former.CancelAsync();
            former.Dispose();
        }

        _loading = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        return _loading;
    }

    private Task Go(HistoryUrl url)
    {
        var isOther = url.Server != _url.Server;
        Navigation.NavigateTo(url.ToString());
        return isOther ? _remembered.KeepAsync(_reader, url.Server, _gone.Token) : Task.CompletedTask;
    }

    private Task Close(bool isOpen) => !isOpen && _url.Play is not null ? Go(_url with { Play = null }) : Task.CompletedTask;

    private Task Resize(ChangeEventArgs e) =>
        int.TryParse(e.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? Go(_url.Narrowed with { Size = size }) : Task.CompletedTask;

    private static double? Fraction(HistoryRow row) => row.PercentPermille / 1000d;

    // A filter by something that is gone must be seen, or it could not be taken away.
    private static List<Choice<T?>> Named<T>(IEnumerable<Choice<T?>> choices, T? chosen, string unknown)
        where T : struct
    {
        List<Choice<T?>> all = [.. choices];
        if (chosen is not null && !all.Exists(c => EqualityComparer<T?>.Default.Equals(c.Value, chosen)))
        {
            all.Add(new(chosen, unknown));
        }

        return all;
    }

    public void Dispose()
    {
        _gone.Cancel();
        _loading?.Dispose();
        _gone.Dispose();
    }
}
