using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>A library page's whole state, as it stands in its address. What cannot be used is left out.</summary>
public sealed record LibraryUrl(LibraryId Library)
{
    private static readonly (string Word, LibrarySort Sort)[] Sorts =
        [("title", LibrarySort.Title), ("added", LibrarySort.Added), ("size", LibrarySort.Size), ("played", LibrarySort.LastPlayed), ("plays", LibrarySort.Plays)];

    private static readonly (string Word, ItemState State)[] States = [("listed", ItemState.Listed), ("removed", ItemState.Removed), ("played-only", ItemState.PlayedOnly)];

    public MediaKind? Kind { get; init; }
    public ItemState? State { get; init; }
    public string? Text { get; init; }
    public string? Resolution { get; init; }
    public string? DynamicRange { get; init; }
    public string? VideoCodec { get; init; }
    public LibrarySort Sort { get; init; } = LibrarySort.Title;
    public bool Descending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many filters narrow the list; the kind is a tab.</summary>
    public int ActiveFilters => new[] { State is not null, Text is not null, Resolution is not null, DynamicRange is not null, VideoCodec is not null }.Count(on => on);

    public SortState SortState => new(Array.Find(Sorts, s => s.Sort == Sort).Word, Descending);

    /// <summary>From the first page: after any change of what is listed.</summary>
    public LibraryUrl Narrowed => this with { Page = 1 };

    public LibraryUrl Cleared => new(Library) { Kind = Kind, Sort = Sort, Descending = Descending };

    public LibraryUrl SortedBy(SortState sort) => Array.Find(Sorts, s => s.Word == sort.Key) is { Word: not null } by ? Narrowed with { Sort = by.Sort, Descending = sort.Descending } : this;

    /// <param name="value">The raw value of a name, null when the address does not have it.</param>
    public static LibraryUrl Parse(LibraryId library, Func<string, string?> value)
    {
        var sort = SortState.Parse(value("sort")) is { } asked && Array.Find(Sorts, s => s.Word == asked.Key) is { Word: not null } by ? (by.Sort, asked.Descending) : (LibrarySort.Title, false);
        return new(library)
        {
            Kind = Enum.TryParse<MediaKind>(value("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
            State = Array.Find(States, s => s.Word == value("state")) is { Word: not null } state ? state.State : null,
            Text = Domain.Text.Clean(value("q"), LibraryItemsFilter.MaxText),
            Resolution = Domain.Text.Clean(value("resolution"), 20),
            DynamicRange = Domain.Text.Clean(value("range"), 40),
            VideoCodec = Domain.Text.Clean(value("codec"), 40),
            Sort = sort.Item1,
            Descending = sort.Item2,
            Page = int.TryParse(value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1,
        };
    }

    public LibraryItemsFilter Filter() => new()
    {
        Library = Library,
        Kind = Kind,
        State = State,
        Text = Text,
        Resolution = Resolution,
        DynamicRange = DynamicRange,
        VideoCodec = VideoCodec,
        Sort = Sort,
        Descending = Descending,
        Page = Page,
    };

    public override string ToString() => At(AppUrls.Library(Library));

    /// <summary>All that match, as data for a file.</summary>
    public string DataAddress => (this with { Page = 1 }).At(AppUrls.LibraryData(Library));

    private string At(string path) => AppUrls.With(
        path,
        ("kind", Kind?.ToString().ToLowerInvariant()),
        ("state", State is { } state ? Array.Find(States, s => s.State == state).Word : null),
        ("q", Text),
        ("resolution", Resolution),
        ("range", DynamicRange),
        ("codec", VideoCodec),
        ("sort", Sort == LibrarySort.Title && !Descending ? null : SortState.ToString()),
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)));
}
