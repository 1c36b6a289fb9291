using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>What the libraries page reads at once.</summary>
/// <param name="Only">The server that both are of; null: all.</param>
/// <param name="Servers">Servers that libraries are known of, whichever is shown.</param>
public sealed record LibrariesData(ServerId? Only, IReadOnlyList<LibraryRow> Libraries, IReadOnlyList<RecentTitle> Recent, IReadOnlySet<ServerId> Servers);

/// <summary>The libraries of all servers. For a reader who is limited to a person there is no such page.</summary>
public partial class LibrariesPage
{
    private const int RecentCount = 30;

    private readonly CancellationTokenSource _gone = new();
    private RememberedServer _remembered = null!;   // non-null: set before the first drawing
    private CurrentReader _reader = CurrentReader.Of(null);
    private ServerId? _only;
    private LoadState<LibrariesData> _data = LoadState.Loading<LibrariesData>();
    private ReadScope _scope = ReadScope.None;
    private HashSet<ServerId> _running = [];
    private bool _canManage;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "server")]
    private string? ServerText { get; set; }

    [Inject]
    private SavedFilters Filters { get; set; } = null!;   // non-null: injected

    [Inject]
    private LibraryList List { get; set; } = null!;   // non-null: injected

    [Inject]
    private RecentlyAdded Recent { get; set; } = null!;   // non-null: injected

    [Inject]
    private ILibrarySyncs Syncs { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveFeed<ServersStatus> Status { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private IReadOnlyList<Choice<ServerId?>> Servers => [.. Status.Current.Servers.Select(s => new Choice<ServerId?>(s.Id, s.Name))];

    private string Answer
    {
        get
        {
            if (_data.Value is not { Libraries: { Count: > 0 } libraries })
            {
                return "\u00A0";
            }

            var size = libraries.Any(l => l.SizeBytes is not null) ? $", {Formats.Bytes(libraries.Sum(l => l.SizeBytes ?? 0), Clock.Culture)}" : "";
            return $"{Formats.Count(libraries.Count, "library", "libraries", Clock.Culture)}, {Formats.Count(libraries.Sum(l => l.Titles ?? 0), "title", culture: Clock.Culture)}{size}.";
        }
    }

    protected override void OnInitialized() => _remembered = new(Filters, Navigation);

    protected override async Task OnParametersSetAsync()
    {
        _reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        (_scope, _canManage) = (_reader.Scope, _reader.Can(Permissions.ManageServers));
        if (!_scope.IsEverything)
        {
            Navigation.NotFound();
            return;
        }

        if (await _remembered.TakeAsync(_reader, _gone.Token) is { } last)
        {
            Navigation.NavigateTo(Address(last), replace: true);
            return;
        }

        ServerId? only = int.TryParse(ServerText, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;
        var isOther = only != _only;
        _only = only;
        _running = Running();
        if (_data.HasValue && !isOther)
        {
            return;
        }

        if (!_data.HasValue && Handover.Take<LibrariesData>(Prerendered) is { } before && before.Only == only)
        {
            _data = LoadState.Loaded(before);
            return;
        }

        await LoadAsync();
    }

    /// <summary>What a reading found is told when it is over, not with every title.</summary>
    protected override async Task OnLiveChangedAsync()
    {
        var running = Running();
        var ended = _running.Except(running).Any();
        _running = running;
        if (ended && _scope.IsEverything)
        {
            await LoadAsync();
        }
    }

    private HashSet<ServerId> Running() => [.. Live.Servers.Where(s => s.IsRunning).Select(s => s.ServerId)];

    private ServerLibrarySync? Of(ServerId server) => Live.Servers.FirstOrDefault(s => s.ServerId == server);

    private async Task LoadAsync()
    {
        var (only, token) = (_only, _gone.Token);
        try
        {
            var libraries = await List.ReadAsync(_scope, token);
            var recent = await Recent.ReadAsync(only, RecentCount, _scope, token);
            if (only == _only)
            {
                var data = new LibrariesData(only, [.. libraries.Where(l => only is null || l.ServerId == only)], recent, libraries.Select(l => l.ServerId).ToHashSet());
                _data = LoadState.Loaded(data);
                Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(data);
            }
        }
        catch (DbException)
        {
            _data = _data.HasValue
                ? _data.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<LibrariesData>("The libraries could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task NarrowAsync(ServerId? server)
    {
        Navigation.NavigateTo(Address(server));
        return _remembered.KeepAsync(_reader, server, _gone.Token);
    }

    private static string Address(ServerId? server) => AppUrls.With(AppUrls.Libraries, ("server", server?.ToString()));

    private Task StartAsync(ServerId? server, bool full)
    {
        if (!_canManage)
        {
            return Task.CompletedTask;
        }

        Syncs.Start(server, full);
        return RecordAsync("library.refresh", server, full ? "every title" : "what changed");
    }

    private Task CancelAsync(ServerId server)
    {
        if (!_canManage)
        {
            return Task.CompletedTask;
        }

        Syncs.Cancel(server);
        return RecordAsync("library.refresh-cancel", server, null);
    }

    private async Task RecordAsync(string action, ServerId? server, string? detail)
    {
        if (Authentication is not null)
        {
            var name = _data.Value?.Libraries.FirstOrDefault(l => l.ServerId == server)?.ServerName ?? "all servers";
            await Audit.RecordAsync(AuditContext.Of((await Authentication).User), action, name, detail, _gone.Token);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        base.Dispose(disposing);
    }
}
