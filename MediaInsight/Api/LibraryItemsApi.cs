using System.Globalization;
using System.Runtime.CompilerServices;
using MediaInsight.Analytics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>The titles of one library with the words of its page. Libraries belong to nobody: for a limited reader there is none.</summary>
internal static class LibraryItemsApi
{
    private static readonly IReadOnlyList<ExportColumn<LibraryItemAnswer>> Columns =
    [
        new("id", r => r.Id), new("content_type", r => r.ContentType), new("title", r => r.Title), new("parent_title", r => r.ParentTitle), new("grandparent_title", r => r.GrandparentTitle),
        new("season_number", r => r.SeasonNumber), new("episode_number", r => r.EpisodeNumber), new("year", r => r.Year), new("added_at", r => r.AddedAt), new("removed_at", r => r.RemovedAt),
        new("size_bytes", r => r.SizeBytes), new("file_count", r => r.FileCount), new("resolution", r => r.Resolution), new("dynamic_range", r => r.DynamicRange), new("video_codec", r => r.VideoCodec),
        new("audio_codec", r => r.AudioCodec), new("container", r => r.Container), new("bitrate_kbps", r => r.BitrateKbps),
        new("plays", r => r.Plays), new("watched_seconds", r => r.WatchedSeconds), new("last_played_at", r => r.LastPlayedAt),
    ];

    public static async Task<IResult> ListAsync(string id, AnalyticsCall call, LibraryItems items, CancellationToken cancellationToken)
    {
        var query = call.Query;
        var wish = ExportWish.Read(query);
        var sort = query.Word("sort", SortOf, "title, added, size, played, plays, with a minus before it for descending");
        var filter = new LibraryItemsFilter
        {
            Library = new(int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0),
            Kind = query.Word("kind", Words.AnyKind, "movie, show, season, episode, artist, album, track, audiobook, podcast, podcastepisode"),
            State = query.Word("state", w => w switch { "listed" => ItemState.Listed, "removed" => ItemState.Removed, "played-only" => ItemState.PlayedOnly, _ => (ItemState?)null }, "listed, removed, played-only"),
            Text = query.Text("q", LibraryItemsFilter.MaxText),
            Resolution = query.Text("resolution", 20),
            DynamicRange = query.Text("range", 40),
            VideoCodec = query.Text("codec", 40),
            Sort = sort?.Sort ?? LibrarySort.Title,
            Descending = sort?.Descending ?? false,
            Page = query.Number("page", 1, 1, 10_000_000),
            PageSize = query.Number("page_size", 50, 1, LibraryItemsFilter.MaxPageSize),
        };
        if (call.IsRefused)
        {
            return call.Refused();
        }

        if (await items.ReadAsync(wish is null ? filter : filter with { Page = 1, PageSize = LibraryItemsFilter.MaxPageSize }, call.Reader.Scope, cancellationToken) is not { } page)
        {
            return TypedResults.Problem(new ProblemDetails { Status = 404, Title = "No such library", Detail = $"There is no library with the id '{Text.Clean(id, 64)}'." });
        }

        return wish is null
            ? TypedResults.Ok(new LibraryItemPage([.. page.Items.Select(LibraryItemAnswer.Of)], page.Total, page.Page, page.PageSize))
            : new ExportAnswer<LibraryItemAnswer>(ExportName.Of("library-" + page.Name, null, null, call.Today), wish, Columns, AllAsync(page, items, filter, call, cancellationToken));
    }

    private static async IAsyncEnumerable<LibraryItemAnswer> AllAsync(LibraryTitles first, LibraryItems items, LibraryItemsFilter filter, AnalyticsCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first page decides what the rest is of: a library that is being read for the first time must not change it midway.
        filter = filter with { Kind = first.Kind, State = first.State, PageSize = LibraryItemsFilter.MaxPageSize };
        for (var page = first; page is { Items.Count: > 0 };)
        {
            foreach (var row in page.Items)
            {
                yield return LibraryItemAnswer.Of(row);
            }

            page = await items.ReadAsync(filter with { Page = page.Page + 1 }, call.Reader.Scope, cancellationToken);
        }
    }

    private static (LibrarySort Sort, bool Descending)? SortOf(string word)
    {
        LibrarySort? sort = word.TrimStart('-') switch
        {
            "title" => LibrarySort.Title,
            "added" => LibrarySort.Added,
            "size" => LibrarySort.Size,
            "played" => LibrarySort.LastPlayed,
            "plays" => LibrarySort.Plays,
            _ => null,
        };
        return sort is { } by ? (by, word.StartsWith('-')) : null;
    }
}
