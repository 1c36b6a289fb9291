using System.Data.Common;
using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>One title. A title the reader may not see is answered like one that does not exist.</summary>
public sealed partial class ItemPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LoadState<ItemProfileResult> _state = LoadState.Loading<ItemProfileResult>();
    private ReadScope _scope = ReadScope.None;
    private MediaItemId? _shown;
    private bool _mayRelink;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Of what lies in the title.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    private string? PageText { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ItemProfile Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private ItemProfileResult? Profile => _state.Value;

    private string BackHref => Profile?.Facts is { ParentId: { } parent } ? AppUrls.Item(parent)
        : Profile?.Facts is { GrandparentId: { } top } ? AppUrls.Item(top)
        : _scope.IsEverything && Profile?.Facts.LibraryId is { } library ? AppUrls.Library(library)
        : _scope.IsEverything ? AppUrls.Libraries : AppUrls.HistoryList;

    private string BackText => Profile?.Facts is { ParentId: not null } or { GrandparentId: not null } ? "what it belongs to" : _scope.IsEverything ? "the library" : "history";

    private static IReadOnlyList<string> Tenths { get; } = [.. Enumerable.Range(0, 11).Select(t => $"{t * 10}\u00A0%")];

    protected override async Task OnParametersSetAsync()
    {
        var reader = CurrentReader.Of(Authentication is null ? null : (await Authentication).User);
        (_scope, _mayRelink) = (reader.Scope, reader.Can(Permissions.ManageServers));
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Navigation.NotFound();
            return;
        }

        var id = new MediaItemId(number);
        if (_shown == id)
        {
            return;
        }

        var isFirst = _shown is null;
        _shown = id;
        _state = LoadState.Loading<ItemProfileResult>();
        if (isFirst && Handover.Take<ItemProfileResult>(Prerendered) is { } before && before.Facts.Id == id)
        {
            _state = LoadState.Loaded(before);
            return;
        }

        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (_shown is not { } id)
        {
            return;
        }

        var token = _gone.Token;
        try
        {
            var profile = await Query.ReadAsync(id, Clock.Zone, Clock.Today, _scope, token);
            if (_shown != id)
            {
                return;
            }

            if (profile is null)
            {
                Navigation.NotFound();
                return;
            }

            _state = LoadState.Loaded(profile);
            Prerendered = RendererInfo.IsInteractive ? null : Handover.Put(profile);
        }
        catch (DbException)
        {
            _state = _state.HasValue
                ? _state.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<ItemProfileResult>("The title could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private string Day(DateTimeOffset at) => Formats.Day(DateOnly.FromDateTime(Clock.Local(at).DateTime), Clock.Culture, Clock.Today);

    private static string ChildWords(ItemProfileResult profile) => profile.Children.Count > 0 ? LibraryWords.Many(profile.Children[0].Kind) : "In it";

    private static string Inside(ItemProfileResult profile) => LibraryWords.Many(profile.Facts.Kind switch
    {
        MediaKind.Artist or MediaKind.Album => MediaKind.Track,
        _ => MediaKind.Episode,
    });

    private List<string> Steps(ItemCourse course) =>
        [.. course.Steps.Select(s => course.ByMonth ? s.From.ToString("MMM yyyy", Clock.Culture) : Formats.Day(s.From, Clock.Culture, Clock.Today))];

    private ChartGaps Gaps(ItemProfileResult profile)
    {
        DateOnly[] steps = [.. profile.Course.Steps.Select(s => s.From)];
        return profile.Course.ByMonth ? ChartGaps.OfMonths(steps, profile.Unobserved, Clock.Zone, Clock.Culture) : ChartGaps.OfDays(steps, profile.Unobserved, Clock.Zone, Clock.Culture);
    }

    /// <summary>Where the figures of a card come from, all of them and as a file.</summary>
    private static string Data(ItemProfileResult profile, string split, string? then = null) => AppUrls.With(
        "api/v1/analytics/query", ("split", split), ("then", then), ("item", profile.Facts.Id.ToString()), ("range", FilterRange.All));

    private static string Reach(ItemProfileResult profile) => AppUrls.With("api/v1/analytics/drop-off", ("item", profile.Facts.Id.ToString()), ("range", FilterRange.All));

    private static List<ChartSeries> Plays(ItemCourse course) => [new("Plays", [.. course.Steps.Select(s => (double?)s.Plays)])];

    private static List<ChartSeries> Reached(ItemProfileResult profile) =>
        [new("Plays", [.. profile.Reached.Select(n => (double?)n)])];

    private List<BarItem> Qualities(ItemProfileResult profile) => [.. profile.Qualities.Select(q => new BarItem(
        FormatNames.Words(" ", FormatNames.Resolution(q.Resolution), FormatNames.Codec(q.Codec)) ?? "Quality not told", q.Plays, Formats.Count(q.Plays, "play", culture: Clock.Culture))
    {
        Sub = $"{DecisionBadge.NameOf(q.Decision)} · {Formats.Hours(q.WatchedMs, Clock.Culture)}",
        Tone = q.Decision switch { StreamDecision.DirectPlay => "direct-play", StreamDecision.DirectStream => "direct-stream", StreamDecision.Transcode => "transcode", _ => "faint" },
    })];

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
