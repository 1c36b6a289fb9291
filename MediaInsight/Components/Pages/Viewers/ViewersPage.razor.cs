using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Viewers;

/// <summary>The people, searched and sorted by the address.</summary>
public partial class ViewersPage
{
    private static readonly SortState Newest = new("seen", true);

    private readonly CancellationTokenSource _gone = new();
    private CurrentReader _reader = CurrentReader.Of(null);
    private LoadState<ViewerListPage> _page = LoadState.Loading<ViewerListPage>();
    private ViewerListFilter _filter = new();
    private Dictionary<ViewerId, string> _watching = [];
    private IReadOnlyList<Choice<ServerId?>> _servers = [];
    private int _suggestions;
    private bool _isCounted;
    private IReadOnlyList<string> _problems = [];

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "server")]
    private string? ServerText { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortText { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageText { get; set; }

    [Inject]
    private ViewerList List { get; set; } = null!;   // non-null: injected

    [Inject]
    private FilterCheck Check { get; set; } = null!;   // non-null: injected

    [Inject]
    private MergeCandidates Candidates { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveSessions Sessions { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveServers Servers { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private SortState Sort => SortState.Parse(SortText) is { Key: "seen" or "name" or "plays" or "time" } sort ? sort : Newest;

    private bool IsKnownServer { get; set; } = true;

    private bool IsNarrowed => !string.IsNullOrWhiteSpace(Search) || _filter.Server is not null;

    private string Answer => _page.Value is not { } page
        ? ""
        : Formats.Count(page.Total, "person", "people") + (IsNarrowed ? " found" : "") + (_watching.Count == 0 ? "." : $", {_watching.Count} watching now.");

    protected override async Task OnParametersSetAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        var filter = new ViewerListFilter
        {
            Text = Search,
            Server = int.TryParse(ServerText, NumberStyles.None, CultureInfo.InvariantCulture, out var server) ? new ServerId(server) : null,
            Sort = Sort.Key switch { "name" => ViewerSort.Name, "plays" => ViewerSort.Plays, "time" => ViewerSort.WatchTime, _ => ViewerSort.LastSeen },
            Ascending = !Sort.Descending,
            Page = PageNumber ?? 1,
        };
        ReadLive();
        if (_page.HasValue && filter == _filter)
        {
            _problems = await ProblemsAsync();
            return;
        }

        var isFirst = !_page.HasValue;
        _filter = filter;
        _problems = await ProblemsAsync();
        if (isFirst && Handover.Take<ViewerListPage>(Prerendered) is { } before)
        {
            _page = LoadState.Loaded(before);
            return;
        }

        _page = _page.Reloading();
        await LoadAsync();
    }

    // The list does not wait for it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isCounted && _page.HasValue && _reader.Can(Permissions.ManageUsers))
        {
            _isCounted = true;
            await CountAsync();
            StateHasChanged();
        }
    }

    private int? PageNumber => int.TryParse(PageText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>What of the address can't be used.</summary>
    private async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        List<string> problems = [];
        if (SortState.Parse(SortText) is { } sort && sort.Key != Sort.Key)
        {
            problems.Add($"“{Text.Clean(SortText, 40)}” is no column to sort by.");
        }

        if (!string.IsNullOrWhiteSpace(PageText) && PageNumber is null)
        {
            problems.Add($"“{Text.Clean(PageText, 40)}” is no page number.");
        }

        var server = FilterWords.Parse(name => name == "server" ? ServerText : null, Clock.Zone, Clock.Now);
        IReadOnlyList<FilterProblem> missing = [];
        try
        {
            missing = await Check.ReadAsync(server, _reader.Scope, _gone.Token);
        }
        catch (DbException)
        {
            // The list says that the database does not answer.
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }

        IsKnownServer = missing.Count == 0;
        return [.. problems, .. server.Problems.Select(p => p.Message), .. missing.Select(p => p.Message)];
    }

    /// <summary>How many persons may be one, for those who can decide it.</summary>
    private async Task CountAsync()
    {
        try
        {
            _suggestions = await Candidates.CountAsync(_gone.Token);
        }
        catch (DbException)
        {
            _suggestions = 0;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    protected override Task OnLiveChangedAsync()
    {
        ReadLive();
        return Task.CompletedTask;
    }

    private void ReadLive()
    {
        _watching = Sessions.Read(_reader.Scope).Sessions
            .Where(s => s.ViewerId is not null && s.Session.Clocks.State != PlaybackState.Paused)
            .GroupBy(s => s.ViewerId!.Value)   // non-null: asked for above
            .ToDictionary(g => g.Key, g => MediaTitle.Of(g.First().Session.Latest).Title);
        _servers = _reader.Scope.IsEverything ? [.. Servers.Feed.Current.Servers.Select(s => new Choice<ServerId?>(s.Id, s.Name))] : [];
    }

    private async Task LoadAsync()
    {
        var (filter, token) = (_filter, _gone.Token);
        try
        {
            var page = await List.ReadAsync(filter, Clock.Zone, _reader.Scope, token);
            if (filter == _filter)
            {
                _page = LoadState.Loaded(page);
                Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(page);
            }
        }
        catch (DbException)
        {
            _page = _page.HasValue ? _page.Stale("the database did not answer", Clock.Now) : LoadState.Failed<ViewerListPage>("The list could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private string? Watching(ViewerId viewer) => _watching.GetValueOrDefault(viewer);

    private static string? OtherNames(ViewerListRow row) =>
        row.Accounts.Select(a => a.Name).Where(n => !string.Equals(n, row.Name, StringComparison.OrdinalIgnoreCase)).Distinct().ToList() is { Count: > 0 } names ? string.Join(", ", names) : null;

    private void SortBy(SortState sort) => Navigation.NavigateTo(Address(Search, _filter.Server, sort.ToString(), 1));

    private void Go(string? q, ServerId? server) => Navigation.NavigateTo(Address(q, server, SortText, 1));

    private void Go(string? q) => Go(q, _filter.Server);

    private static string Address(string? q, ServerId? server, string? sort, int page) => AppUrls.With(
        AppUrls.Viewers, ("q", q?.Trim()), ("server", server?.ToString()), ("sort", sort), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        base.Dispose(disposing);
    }
}
