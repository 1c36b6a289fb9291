using System.Globalization;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Pages through GET /Items: containers first, then what they hold, oldest first, so that what arrives meanwhile comes last.</summary>
internal sealed class LibraryItemPages(ServerHttp http, Dialect dialect)
{
    private const string Fields = "DateCreated,ProviderIds,ProductionYear,Genres,Overview,OfficialRating,SortName,Path,MediaSources,MediaStreams";

    private static readonly string[] Phases =
    [
        "Series,Season,MusicArtist,MusicAlbum",
        "Movie,Episode,Audio,AudioBook,MusicVideo,Video",
    ];

    /// <param name="changes">What makes the list one of changes, for this product.</param>
    public async Task<LibraryItemsPage> PageAsync(LibraryItemsRequest request, Changes changes, CancellationToken cancellationToken)
    {
        var (phase, start) = LibraryWords.Place(request.Cursor);
        var isFull = request.ChangedSince is null;
        if (phase >= (isFull ? Phases.Length : 1))
        {
            return LibraryItemsPage.Empty;
        }

        var types = isFull ? Phases[phase] : string.Join(',', Phases);
        var page = await http.GetJsonAsync<PageDto<ItemDto>>(Path(request, types, start, isFull ? null : changes), cancellationToken);
        var items = page.Items ?? throw ServerFailure.NoList("The server", "items");
        var rows = items.OfType<ItemDto>().ToList();

        // Places in the server's list are counted by what it sent, odd rows too.
        var listed = items.Count;
        var total = page.TotalRecordCount is > 0 ? page.TotalRecordCount : null;

        // The total is read as a word about the end only where it agrees with the rows: some versions tell 0.
        var ended = listed == 0 || (total is { } all ? start + listed >= all : listed < request.Size) || Reaches(rows, request.ChangedSince, changes);
        var next = !ended ? LibraryWords.Cursor(phase, start + listed) : isFull && phase + 1 < Phases.Length ? LibraryWords.Cursor(phase + 1, 0) : null;
        return new(
            [.. rows.Select(row => LibraryItemMapper.Map(row, request.LibraryExternalId, dialect)).OfType<LibraryItemSnapshot>()],
            listed,
            next,
            isFull && request.Cursor is null ? await TotalAsync(request, total ?? listed, cancellationToken) : null);
    }

    private async Task<int?> TotalAsync(LibraryItemsRequest request, int first, CancellationToken cancellationToken)
    {
        // Not zero rows: Emby tells no total then.
        var rest = await http.GetJsonAsync<PageDto<ItemDto>>(Path(request with { PageSize = 1 }, Phases[1], 0, null), cancellationToken);
        return (int)Math.Min(int.MaxValue, (long)first + Math.Max(0, rest.TotalRecordCount ?? rest.Items?.Count ?? 0));
    }

    // IsMissing=false keeps out episodes that the server only knows of.
    private static string Path(LibraryItemsRequest request, string types, int start, Changes? changes) => string.Create(
        CultureInfo.InvariantCulture,
        $"Items?ParentId={Uri.EscapeDataString(request.LibraryExternalId)}&Recursive=true&IncludeItemTypes={types}&Fields={Fields}&EnableTotalRecordCount=true&IsMissing=false&SortBy=DateCreated,SortName&SortOrder={(changes is null ? "Ascending" : "Descending")}&StartIndex={start}&Limit={request.Size}{changes?.Query}");

    private static bool Reaches(List<ItemDto> rows, DateTimeOffset? since, Changes changes) =>
        !changes.IsFiltered && since is { } instant && rows.Exists(r => WireValues.Instant(r.DateCreated) is { } at && at < instant);
}

/// <summary>How a product is asked for what changed.</summary>
/// <param name="Query">Added to the address, with its ampersand; null when the order alone must do.</param>
/// <param name="IsFiltered">The server leaves out what did not change; else the list is cut where it gets too old.</param>
internal sealed record Changes(string? Query, bool IsFiltered)
{
    public static readonly Changes ByDateAdded = new(null, false);
}
