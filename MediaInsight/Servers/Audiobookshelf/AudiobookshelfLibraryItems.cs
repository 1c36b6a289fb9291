using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>
/// Pages through a library: books, or podcasts and then the episodes of one podcast after the other. Lists leave out the
/// files of books: those of new and changed ones are asked for by id.
/// </summary>
internal sealed class AudiobookshelfLibraryItems(AudiobookshelfHttp http)
{
    private const int Podcasts = 0;
    private const int Episodes = 1;

    public async Task<LibraryItemsPage> PageAsync(LibraryItemsRequest request, CancellationToken cancellationToken)
    {
        var library = request.LibraryExternalId;
        if (!ItemDetailsCache.IsId(library) || request.Content is not (LibraryContent.Audiobooks or LibraryContent.Podcasts))
        {
            return LibraryItemsPage.Empty;
        }

        var (phase, start) = LibraryWords.Place(request.Cursor);
        var page = phase switch
        {
            Podcasts => await ItemsAsync(request, start, cancellationToken),
            Episodes when request.ChangedSince is null => await EpisodesAsync(library, start, cancellationToken),
            Episodes => await NewEpisodesAsync(request, cancellationToken),
            _ => LibraryItemsPage.Empty,
        };
        return page.Next is null && phase == Podcasts && request.Content is LibraryContent.Podcasts ? page with { Next = LibraryWords.Cursor(Episodes, 0), Total = null } : page;
    }

    public async Task<IReadOnlyList<LibraryItemSnapshot>> CompleteAsync(IReadOnlyList<LibraryItemSnapshot> items, CancellationToken cancellationToken)
    {
        var completed = new List<LibraryItemSnapshot>(items.Count);
        foreach (var item in items)
        {
            completed.Add(item is { NeedsDetails: true } && ItemDetailsCache.IsId(item.Media.ExternalId) ? await CompleteAsync(item, cancellationToken) : item);
        }

        return completed;
    }

    private async Task<LibraryItemSnapshot> CompleteAsync(LibraryItemSnapshot listed, CancellationToken cancellationToken)
    {
        try
        {
            var item = await http.GetJsonAsync<LibraryItemDto>($"api/items/{listed.Media.ExternalId}?expanded=1", cancellationToken);
            return AudiobookshelfItemMapper.Book(item, listed.Media.LibraryExternalId ?? "") is { } full
                ? listed with { Files = AudiobookshelfItemMapper.FilesOf(item), Narrators = full.Narrators ?? listed.Narrators, NeedsDetails = false }
                : listed;
        }
        catch (ServerFailure failure) when (failure.Kind is ServerFailureKind.WrongAddress or ServerFailureKind.Protocol or ServerFailureKind.TooLarge)
        {
            // Deleted meanwhile: the list's own words are kept.
            return listed;
        }
    }

    private async Task<LibraryItemsPage> ItemsAsync(LibraryItemsRequest request, int start, CancellationToken cancellationToken)
    {
        // Pages are counted here, not rows: a place in between begins the page that holds it again.
        var size = request.Size;
        var page = start / size;
        var list = await http.GetJsonAsync<ItemPageDto>(
            string.Create(CultureInfo.InvariantCulture, $"api/libraries/{request.LibraryExternalId}/items?limit={size}&page={page}&minified=1&sort=addedAt&desc={(request.ChangedSince is null ? 0 : 1)}"),
            cancellationToken);
        var results = list.Results ?? throw ServerFailure.NoList(AudiobookshelfHttp.Product, "items");
        var rows = results.OfType<LibraryItemDto>().ToList();

        // Places in the server's list are counted by what it sent, odd rows too.
        var read = (page * size) + results.Count;
        var reached = request.ChangedSince is { } since && rows.Exists(r => Epoch.Instant(r.AddedAt) is { } at && at < since);
        var ended = results.Count == 0 || reached || results.Count < size || (list.Total is > 0 and var total && read >= total);
        var items = rows
            .Select(r => request.Content is LibraryContent.Podcasts ? AudiobookshelfItemMapper.Podcast(r, request.LibraryExternalId) : AudiobookshelfItemMapper.Book(r, request.LibraryExternalId))
            .OfType<LibraryItemSnapshot>();
        return new([.. items], results.Count, ended ? null : LibraryWords.Cursor(Podcasts, read), request is { ChangedSince: null, Cursor: null } ? list.Total : null);
    }

    /// <summary>One podcast with all of its episodes.</summary>
    private async Task<LibraryItemsPage> EpisodesAsync(string library, int start, CancellationToken cancellationToken)
    {
        var list = await http.GetJsonAsync<ItemPageDto>(string.Create(CultureInfo.InvariantCulture, $"api/libraries/{library}/items?limit=1&page={start}&minified=1&sort=addedAt&desc=0"), cancellationToken);
        if ((list.Results ?? throw ServerFailure.NoList(AudiobookshelfHttp.Product, "items")) is not [var podcast, ..])
        {
            return new([], 0, null, null);
        }

        var items = new List<LibraryItemSnapshot>();
        if (podcast is not null && ItemDetailsCache.IsId(podcast.Id) && podcast.IsMissing != true)
        {
            var full = await http.GetJsonAsync<LibraryItemDto>($"api/items/{podcast.Id}?expanded=1", cancellationToken);
            items.AddRange((full.Media?.Episodes ?? []).OfType<EpisodeDto>().Select(e => AudiobookshelfItemMapper.Episode(e, full, library)).OfType<LibraryItemSnapshot>());
        }

        return new(items, items.Count, list.Total is > 0 and var total && start + 1 >= total ? null : LibraryWords.Cursor(Episodes, start + 1), null);
    }

    /// <summary>The server's list of new episodes leaves out what its own user has finished: good for news, not for the whole.</summary>
    private async Task<LibraryItemsPage> NewEpisodesAsync(LibraryItemsRequest request, CancellationToken cancellationToken)
    {
        var list = await http.GetJsonAsync<EpisodePageDto>(string.Create(CultureInfo.InvariantCulture, $"api/libraries/{request.LibraryExternalId}/recent-episodes?limit={request.Size}&page=0"), cancellationToken);
        var items = (list.Episodes ?? []).OfType<EpisodeDto>().Select(e => AudiobookshelfItemMapper.Episode(e, null, request.LibraryExternalId)).OfType<LibraryItemSnapshot>().ToList();
        return new(items, items.Count, null, null);
    }
}
