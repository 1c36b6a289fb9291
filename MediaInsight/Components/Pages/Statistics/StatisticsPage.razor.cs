using System.Data.Common;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>All statistics. What is shown is decided by the address alone; without a filter in it, the reader's last one is taken.</summary>
public sealed partial class StatisticsPage : IDisposable
{
    private const int Persons = 6;
    private const string KindsKey = "movies";

    private readonly CancellationTokenSource _gone = new();
    private CurrentReader _reader = CurrentReader.Of(null);
    private StatisticSection _section = PanelCatalogue.Sections[0];
    private StatisticAddress _address = new("", new(Analytics.AnalyticsFilter.AllTime, FilterRange.All), new Dictionary<string, PanelView>());
    private StatisticAddress _inSection = null!;   // non-null: set with _address before the first drawing
    private IReadOnlyList<FilterProblem> _problems = [];
    private DateOnly _today;
    private HistoryChoices _choices = HistoryChoices.None;
    private IReadOnlyList<KeptFilter> _kept = [];
    private string? _keepProblem;
    private string? _itemTitle;
    private LoadState<WhoWatchedWhatResult> _figures = LoadState.Loading<WhoWatchedWhatResult>();
    private string? _read;
    private (FilterWords Words, bool People)? _loaded;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [Parameter]
    public string? Section { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private WhoWatchedWhat Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private HistoryOptions Options { get; set; } = null!;   // non-null: injected

    [Inject]
    private FilterCheck Check { get; set; } = null!;   // non-null: injected

    [Inject]
    private SavedFilters Filters { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    private string RangeText => StatisticRangeWords.Of(_address.Words, Clock.Culture, _today);

    private string Answer => _figures.Value is { } figures ? StatisticAnswer.Of(figures, _section.Key.Length == 0, RangeText, Clock.Culture, _today) : "\u00A0";

    private IReadOnlyList<TabItem> SectionTabs =>
    [
        .. PanelCatalogue.Sections.Select(s => new TabItem(s.Key, s.Title, _address.To(s.Key).ToString())),
        new(KindsKey, "By kind", _address.To(KindsKey).ToString()),
    ];

    protected override async Task OnInitializedAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        Navigation.LocationChanged += Moved;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!await TakeLastAsync())
        {
            await ReadAsync();
        }
    }

    /// <summary>The filter of the reader's last visit, when this visit begins without one.</summary>
    private async Task<bool> TakeLastAsync()
    {
        if (_read is not null || !SaysNothing || _reader.UserId is not { } owner)
        {
            return false;
        }

        try
        {
            if (await Filters.LastAsync(owner, _gone.Token) is { Length: > 0 } last)
            {
                _address = Parse(new Uri("http://x/?" + last).Query).Address;
                _inSection = _address;
                Navigation.NavigateTo(_address.ToString(), replace: true);
                return true;
            }
        }
        catch (DbException)
        {
            // The page itself says that the database does not answer.
        }

        return false;
    }

    private async Task ReadAsync()
    {
        var path = Navigation.ToBaseRelativePath(Navigation.Uri);
        if (path == _read)
        {
            return;
        }

        var isFirst = _read is null;
        _read = path;
        if (PanelCatalogue.Find(Section) is not { } section)
        {
            Navigation.NotFound();
            return;
        }

        _section = section;
        var (address, reading) = Parse(new Uri(Navigation.Uri).Query);
        var isOther = address.Words != _address.Words || isFirst;
        (_address, _problems, _today) = (address, reading.Problems, reading.Today);
        _inSection = section.Kind is { } kind ? address with { Words = address.Words with { Filter = address.Words.Filter with { Kind = kind } } } : address;
        if (isOther)
        {
            await ReadChoicesAsync(reading, isFirst);
        }

        if (isFirst && Handover.Take<WhoWatchedWhatResult>(Prerendered) is { } before)
        {
            _figures = LoadState.Loaded(before);
            _loaded = (_inSection.Words, section.Key.Length == 0);
            return;
        }

        await LoadAsync();
    }

    private (StatisticAddress Address, FilterReading Reading) Parse(string queryText)
    {
        var query = QueryHelpers.ParseQuery(queryText);
        string? Value(string name) => query.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value) ? value[0] : null;
        var reading = FilterWords.Parse(Value, Clock.Zone, Clock.Now);
        var address = new StatisticAddress(PanelCatalogue.Find(Section)?.Key ?? "", reading.Words, StatisticAddress.ReadViews(Value)) { At = StatisticAddress.ReadAt(Value) };
        return (address, StatisticAddress.AtProblem(Value) is { } problem ? reading with { Problems = [.. reading.Problems, problem] } : reading);
    }

    private async Task ReadChoicesAsync(FilterReading reading, bool isFirst)
    {
        try
        {
            if (isFirst)
            {
                _choices = await Options.ReadAsync(_reader.Scope, _gone.Token);
                _kept = _reader.UserId is { } owner ? await Filters.ReadAsync(owner, _gone.Token) : [];
            }

            _problems = [.. _problems, .. await Check.ReadAsync(reading, _reader.Scope, _gone.Token)];
            _itemTitle = reading.Words.Filter.Item is { } item ? await Options.TitleAsync(item, _reader.Scope, _gone.Token) : null;
        }
        catch (DbException)
        {
            // The figures say that the database does not answer; the filter goes without names.
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task LoadAsync()
    {
        var (words, people, token) = (_inSection.Words, _section.Key.Length == 0, _gone.Token);
        if (_loaded == (words, people) && _figures is { HasValue: true, Failure: null })
        {
            return;
        }

        _loaded = (words, people);
        _figures = _figures.Reloading();
        try
        {
            var figures = await Query.ReadAsync(words, words.ZoneOr(Clock.Zone), _today, _reader.Scope, people ? Persons : 0, token);
            if (_loaded == (words, people))
            {
                _figures = LoadState.Loaded(figures);
                Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(figures);
            }
        }
        catch (DbException)
        {
            _loaded = null;
            _figures = _figures.HasValue
                ? _figures.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<WhoWatchedWhatResult>("The figures could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    /// <summary>Another filter: it stands in the address, and is what the next visit begins with.</summary>
    private async Task ChooseAsync(FilterWords words)
    {
        Navigation.NavigateTo((_address with { Words = words }).ToString());
        if (_reader.UserId is { } owner)
        {
            await SaveAsync(token => Filters.UseAsync(owner, FilterText(words), token));
        }
    }

    private async Task KeepAsync(string name)
    {
        if (_reader.UserId is { } owner)
        {
            _keepProblem = null;
            await SaveAsync(async token =>
            {
                _keepProblem = await Filters.KeepAsync(owner, name, FilterText(_address.Words), token);
                _kept = await Filters.ReadAsync(owner, token);
            });
        }
    }

    private async Task DeleteAsync(string name)
    {
        if (_reader.UserId is { } owner)
        {
            await SaveAsync(async token =>
            {
                await Filters.DeleteAsync(owner, name, token);
                _kept = await Filters.ReadAsync(owner, token);
            });
        }
    }

    private async Task SaveAsync(Func<CancellationToken, Task> save)
    {
        try
        {
            await save(_gone.Token);
        }
        catch (DbException)
        {
            Toasts.Failure("The filter was not saved", "The database did not answer. Try again in a moment.");
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private string HrefOf(KeptFilter kept) => (_address with { Words = Parse("?" + kept.Words).Reading.Words }).ToString();

    /// <summary>As it is kept: the words of the address.</summary>
    private static string FilterText(FilterWords words) => AppUrls.With("", words.Pairs()).TrimStart('?');

    private bool SaysNothing => QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).Count == 0;

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        // The router brings another page of statistics by its parameter; the rest of the address is ours to follow.
        var path = Navigation.ToBaseRelativePath(e.Location).Split('?', '#')[0];
        if (path == AppUrls.StatisticsOf(Section ?? ""))
        {
            _ = InvokeAsync(async () =>
            {
                await ReadAsync();
                StateHasChanged();
            });
        }
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
    }
}
