using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>The titles of one library. What is shown is decided by the address alone; a limited reader finds no such page.</summary>
public sealed partial class LibraryPage : IDisposable
{
    private const string AnyHdr = "HDR of any kind";
    private const int MostRuns = 10;

    private static readonly IReadOnlyList<Choice<ItemState?>> StateChoices = [new(ItemState.Removed, "Removed"), new(ItemState.PlayedOnly, "Known only from plays")];

    private readonly CancellationTokenSource _gone = new();
    private LoadState<LibraryTitles> _data = LoadState.Loading<LibraryTitles>();
    private QualityChoices _choices = QualityChoices.None;
    private IReadOnlyList<LibraryRunRow> _runs = [];
    private LibraryUrl _url = new(new LibraryId(0));
    private LibraryUrl? _shown;
    private ReadScope _scope = ReadScope.None;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "resolution")]
    private string? Resolution { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    private string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "codec")]
    private string? Codec { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [Inject]
    private LibraryItems Items { get; set; } = null!;   // non-null: injected

    [Inject]
    private LibraryRuns Runs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private string Answer => _data.Value is { Kind: { } kind } page
        ? LibraryWords.Count(kind, page.Total, Clock.Culture) + (_url.ActiveFilters > 0 ? " found" : "") + (page.RemovedAt is null ? "." : "; the server no longer has this library.")
        : "\u00A0";

    protected override async Task OnParametersSetAsync()
    {
        _scope = await ReaderScope.OfAsync(Authentication);
        if (!_scope.IsEverything || !int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            Navigation.NotFound();
            return;
        }

        _url = LibraryUrl.Parse(new(id), name => name switch
        {
            "kind" => Kind,
            "state" => State,
            "q" => Q,
            "resolution" => Resolution,
            "range" => Range,
            "codec" => Codec,
            "sort" => Sort,
            _ => PageNumber,
        });
        if (_url == _shown)
        {
            return;
        }

        var isFirst = _shown is null;
        var isOther = _shown?.Library != _url.Library;
        _shown = _url;
        if (isFirst && Handover.Take<Before>(Prerendered) is { } before && before.Page.Library == _url.Library)
        {
            (_data, _choices, _runs) = (LoadState.Loaded(before.Page), before.Choices, before.Runs);
            return;
        }

        _data = isOther ? LoadState.Loading<LibraryTitles>() : _data.Reloading();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (url, token) = (_url, _gone.Token);
        try
        {
            var choices = ReferenceEquals(_choices, QualityChoices.None) ? await Items.ChoicesAsync(_scope, token) : _choices;
            var page = await Items.ReadAsync(url.Filter(), _scope, token);
            var runs = await Runs.NewestAsync(url.Library, MostRuns, _scope, token);
            if (url != _url)
            {
                return;
            }

            if (page is null)
            {
                Navigation.NotFound();
                return;
            }

            (_data, _choices, _runs) = (LoadState.Loaded(page), choices, runs);
            Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(new Before(page, choices, runs));
        }
        catch (DbException)
        {
            _data = _data.HasValue
                ? _data.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<LibraryTitles>("The titles could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private void Go(LibraryUrl url) => Navigation.NavigateTo(url.ToString());

    private List<TabItem> KindTabs(LibraryTitles page) =>
        [.. page.Kinds.Select(k => new TabItem(k.Kind.ToString(), LibraryWords.Many(k.Kind), (_url.Narrowed with { Kind = k.Kind }).ToString()) { Count = k.Titles })];

    // A filter by something that no file has must be seen, or it could not be taken away.
    private static List<Choice<string>> Choices(IEnumerable<string> known, string? chosen, Func<string, string?> write) =>
        [.. known.Concat(chosen is null ? [] : [chosen]).Distinct().Select(c => new Choice<string>(c, write(c) ?? c))];

    private static string Inside(LibraryTitles page) => page.Kind switch
    {
        MediaKind.Show or MediaKind.Season => LibraryWords.Many(MediaKind.Episode),
        MediaKind.Artist or MediaKind.Album => LibraryWords.Many(MediaKind.Track),
        MediaKind.Podcast => "Episodes",
        _ => "Files",
    };

    private string Day(DateTimeOffset at) => Formats.Day(DateOnly.FromDateTime(Clock.Local(at).DateTime), Clock.Culture, Clock.Today);

    private static string Sub(LibraryItemRow row) => row.Kind switch
    {
        MediaKind.Episode => FormatNames.Words(" · ", row.GrandparentTitle, row is { SeasonNumber: { } s, EpisodeNumber: { } e } ? $"S{s} · E{e}" : row.ParentTitle),
        MediaKind.Season => row.GrandparentTitle ?? row.ParentTitle,
        MediaKind.Track => FormatNames.Words(" — ", row.GrandparentTitle, row.ParentTitle),
        MediaKind.Show or MediaKind.Artist or MediaKind.Podcast => row.Year?.ToString(CultureInfo.InvariantCulture),
        _ => FormatNames.Words(" · ", row.GrandparentTitle ?? row.ParentTitle, row.Year?.ToString(CultureInfo.InvariantCulture)),
    } ?? LibraryWords.One(row.Kind);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private sealed record Before(LibraryTitles Page, QualityChoices Choices, IReadOnlyList<LibraryRunRow> Runs);
}
