using MediaInsight.Components.Media;
using MediaInsight.Components.Pages.History;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using PageOfPlays = MediaInsight.History.HistoryPage;

namespace MediaInsight.Components.Pages.Operator;

/// <summary>Who watched what. The filters are those of the history, and so are their words in the address.</summary>
public sealed partial class ActivityTab : IDisposable
{
    private static readonly IReadOnlyList<Choice<MediaKind?>> KindOptions = [.. HistoryUrl.KindChoices.Select(k => new Choice<MediaKind?>(k, MediaKindIcon.Word(k)))];
    private static readonly IReadOnlyList<Choice<StreamDecision?>> DecisionOptions = [.. Enum.GetValues<StreamDecision>().Select(d => new Choice<StreamDecision?>(d, DecisionBadge.NameOf(d)))];

    private Reading<PageOfPlays> _reading = null!;   // non-null: made before the first render
    private HistoryUrl _url = new();
    private HistoryUrl? _listed;
    private IReadOnlyList<string> _problems = [];
    private IReadOnlyList<ViewerOption> _people = [];
    private ReadScope _scope = ReadScope.None;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? Prerendered { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>By this the router tells that the address changed; its other words are read from it.</summary>
    [SupplyParameterFromQuery(Name = "viewer")]
    private string? Viewer { get; set; }

    [Inject]
    private HistoryQuery Query { get; set; } = null!;   // non-null: injected

    [Inject]
    private HistoryOptions Options { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private string? Found => _reading.State.Value is { } page ? Formats.Count(page.Total, "play", culture: Clock.Culture) : null;

    private IReadOnlyList<Choice<ViewerId?>> People =>
    [
        .. _people.Select(v => new Choice<ViewerId?>(v.Id, v.Name)),
        .. _url.Viewer is { } chosen && _people.All(p => p.Id != chosen) ? [new Choice<ViewerId?>(chosen, "Unknown person")] : Array.Empty<Choice<ViewerId?>>(),
    ];

    protected override void OnInitialized() =>
        _reading = new(token => Query.PageAsync(_url.Filter(Clock.Zone), _scope, token), "The plays can't be read.", Clock, Handover);

    protected override async Task OnParametersSetAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        var reading = HistoryUrl.Parse(name => name == "viewer" ? Viewer : query.GetValueOrDefault(name) is [{ } word, ..] ? word : null, Clock.Zone, Clock.Now);
        (_url, _problems) = (reading.Url, reading.Problems);
        _scope = await ReaderScope.OfAsync(Authentication);
        if (_url.ListsSameAs(_listed))
        {
            return;
        }

        var isFirst = _listed is null;
        _listed = _url;
        if (!isFirst)
        {
            await _reading.LoadAsync();
            return;
        }

        await _reading.StartAsync(Prerendered);
        Prerendered = RendererInfo.IsInteractive ? null : _reading.Leave();
        if (_reading.State.Failure is null)
        {
            _people = (await Options.ReadAsync(_scope, CancellationToken.None)).Viewers;
        }
    }

    public void Dispose() => _reading.Dispose();

    private void Go(HistoryUrl url) => Navigation.NavigateTo(At(url));

    private static string At(HistoryUrl url) => url.At(AppUrls.OperatorOf("activity"));
}
