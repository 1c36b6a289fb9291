using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MediaInsight.Components.Media;

/// <summary>The one filter of all statistics: which days, and whose plays of what.</summary>
public partial class StatisticFilterBar
{
    private const string UnknownTitle = "Unknown title";

    private static readonly IReadOnlyList<Choice<string>> Presets = [.. FilterRange.Choices.Select(c => new Choice<string>(c.Word, c.Label))];

    private static readonly IReadOnlyList<Choice<MediaKind?>> Kinds = [.. new[]
    {
        MediaKind.Movie, MediaKind.Episode, MediaKind.Track, MediaKind.LiveTv, MediaKind.Audiobook, MediaKind.PodcastEpisode, MediaKind.MusicVideo, MediaKind.Other,
    }.Select(k => new Choice<MediaKind?>(k, MediaKindIcon.Word(k)))];

    private static readonly IReadOnlyList<Choice<StreamDecision?>> Decisions = [.. Enum.GetValues<StreamDecision>().Select(d => new Choice<StreamDecision?>(d, DecisionBadge.NameOf(d)))];

    [Parameter, EditorRequired]
    public FilterWords Words { get; set; } = null!;   // non-null: required

    [Parameter]
    public EventCallback<FilterWords> OnChange { get; set; }

    /// <summary>In the filter's zone.</summary>
    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>By name; of what the reader may see.</summary>
    [Parameter, EditorRequired]
    public HistoryChoices Choices { get; set; } = HistoryChoices.None;

    /// <summary>Of the title that is filtered by.</summary>
    [Parameter]
    public string? ItemTitle { get; set; }

    /// <summary>The page is about one kind of media: it cannot be chosen.</summary>
    [Parameter]
    public bool HasFixedKind { get; set; }

    /// <summary>The reader's saved filters, beside the range.</summary>
    [Parameter]
    public RenderFragment? Saved { get; set; }

    [Inject]
    private IJSRuntime Script { get; set; } = null!;   // non-null: injected

    /// <summary>Of the reader's machine; null: not known yet, or the site's own.</summary>
    private string? _mine;

    private AnalyticsFilter Filter => Words.Filter;

    /// <summary>The reader's own, and the one of the address, where they are not the site's.</summary>
    private IReadOnlyList<Choice<string>> Zones =>
    [
        .. _mine is not null ? [new Choice<string>(_mine, $"Mine ({_mine})")] : Array.Empty<Choice<string>>(),
        .. Words.Zone is { } zone && zone != _mine ? [new Choice<string>(zone, zone)] : Array.Empty<Choice<string>>(),
    ];

    private int ActiveCount => Words.Narrowing + (Words.Range == FilterRange.Default ? 0 : 1) + (Words.Compare ? 1 : 0) + (Words.Zone is null ? 0 : 1);

    private DateRange Range => new(Filter.From, Filter.To, Words.Range);

    private IReadOnlyList<Choice<ViewerId?>> Viewers => Named(Choices.Viewers.Select(v => new Choice<ViewerId?>(v.Id, v.Label)), Filter.Viewer, "Unknown person");

    private IReadOnlyList<Choice<ServerUserId?>> Accounts => Named(
        Choices.Accounts.Where(a => Filter.Viewer is null || a.Viewer == Filter.Viewer).Select(a => new Choice<ServerUserId?>(a.Id, $"{a.Name} ({a.ServerName})")), Filter.User, "Unknown account");

    private IReadOnlyList<Choice<ServerId?>> Servers => Named(Choices.Servers.Select(s => new Choice<ServerId?>(s.Id, s.Name)), Filter.Server, "Unknown server");

    private IReadOnlyList<Choice<LibraryId?>> Libraries => Named(
        Choices.Libraries.Where(l => Filter.Server is null || l.Server == Filter.Server)
            .Select(l => new Choice<LibraryId?>(l.Id, Filter.Server is null && Choices.Servers.Count > 1 ? $"{l.Name} ({l.ServerName})" : l.Name)),
        Filter.Library,
        "Unknown library");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            var module = await Script.InvokeAsync<IJSObjectReference?>("import", "./" + Assets["js/zone.js"]);
            var told = module is null ? null : await module.InvokeAsync<string?>("zone");
            if (told is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(told, out var zone) && !zone.HasSameRules(Clock.Zone))
            {
                _mine = told;
                StateHasChanged();
            }
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or TaskCanceledException)
        {
            // The page is gone, or the browser does not tell: the site's zone is there.
        }
    }

    private static DateRange DaysOf(string word, DateOnly today) => FilterRange.Of(word, today) is { } days ? new(days.From, days.To, word) : DateRange.Of(word, today);

    private Task ChooseRange(DateRange range) =>
        OnChange.InvokeAsync(range.Preset == DateRange.Custom ? Words.WithDays(range.From, range.To) : Words.WithRange(range.Preset, Today));

    private Task Narrow(Func<AnalyticsFilter, AnalyticsFilter> narrow) => OnChange.InvokeAsync(Words with { Filter = narrow(Filter) });

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
}
