using System.Globalization;
using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Books and podcasts as Audiobookshelf lists them.</summary>
internal static class AudiobookshelfItems
{
    public const string ServerVersion = "2.36.0";
    public static readonly string BookLibrary = DemoIds.Dashed("audiobookshelf library books");
    public static readonly string PodcastLibrary = DemoIds.Dashed("audiobookshelf library podcasts");

    public static string Id(int number) => DemoIds.Item(ServerKind.Audiobookshelf, number);

    /// <summary>The book, or the podcast of an episode.</summary>
    public static string ItemId(CatalogueItem item) => Id(item.Kind == MediaKind.PodcastEpisode && item.Parent is { } podcast ? podcast.Number : item.Number);

    public static string MediaId(int number) => DemoIds.Dashed($"audiobookshelf media {number}");

    public static JsonArray Chapters(CatalogueItem item) =>
        WireJson.Array(item.Chapters.Select(c => (JsonNode)new JsonObject { ["start"] = c.Start, ["end"] = c.End, ["title"] = c.Title, ["id"] = c.Number }));

    public static JsonObject BookMetadata(CatalogueItem book) => new()
    {
        ["title"] = book.Title,
        ["subtitle"] = null,
        ["authors"] = new JsonArray(new JsonObject { ["id"] = DemoIds.Dashed($"author {book.Author}"), ["name"] = book.Author }),
        ["narrators"] = WireJson.Words(book.Narrator ?? ""),
        ["series"] = book.SeriesName is null
            ? new JsonArray()
            : new JsonArray(new JsonObject { ["id"] = SeriesId(book), ["name"] = book.SeriesName, ["sequence"] = WireJson.Number(book.SeriesPart) }),
        ["genres"] = WireJson.Words(book.Genre),
        ["publishedYear"] = book.Year is { } year ? WireJson.Number(year) : null,
        ["publishedDate"] = null,
        ["publisher"] = null,
        ["description"] = $"“{book.Title}” is an invented title of the demo household.",
        ["isbn"] = null,
        ["asin"] = null,
        ["language"] = null,
        ["explicit"] = false,
        ["abridged"] = false,
    };

    public static string SeriesId(CatalogueItem book) => DemoIds.Dashed($"series {book.SeriesName}");

    public static JsonObject PodcastMetadata(CatalogueItem episode) => new()
    {
        ["title"] = episode.Parent?.Title,
        ["author"] = episode.Author,
        ["description"] = null,
        ["releaseDate"] = null,
        ["genres"] = WireJson.Words("Podcast"),
        ["feedUrl"] = null,
        ["imageUrl"] = null,
        ["itunesPageUrl"] = null,
        ["itunesId"] = null,
        ["itunesArtistId"] = null,
        ["explicit"] = false,
        ["language"] = null,
        ["type"] = "episodic",
    };

    public static JsonObject Book(CatalogueItem book, DateTimeOffset now, bool expanded)
    {
        var metadata = BookMetadata(book);
        if (!expanded)
        {
            foreach (var name in new[] { "authors", "narrators", "series" })
            {
                metadata.Remove(name);
            }
        }

        metadata["titleIgnorePrefix"] = book.Title;
        metadata["authorName"] = book.Author;
        metadata["authorNameLF"] = book.Author;
        metadata["narratorName"] = book.Narrator;
        metadata["seriesName"] = book.SeriesName is null ? "" : $"{book.SeriesName} #{book.SeriesPart}";
        var media = new JsonObject
        {
            ["id"] = MediaId(book.Number),
            ["metadata"] = metadata,
            ["coverPath"] = CoverFile(book.Number),
            ["tags"] = new JsonArray(),
            ["numTracks"] = 1,
            ["numAudioFiles"] = 1,
            ["numChapters"] = book.Chapters.Count,
            ["duration"] = book.Duration?.TotalSeconds,
            ["size"] = book.SizeBytes,
        };
        if (expanded)
        {
            media["libraryItemId"] = Id(book.Number);
            media["audioFiles"] = new JsonArray(AudioFile(book, now));
            media["chapters"] = Chapters(book);
            media["tracks"] = new JsonArray(Track(book, now));
            media["ebookFile"] = null;
        }

        return Item(book.Number, BookLibrary, "book", book.AddedAt(now), media, book.SizeBytes, 1);
    }

    public static JsonObject Podcast(IReadOnlyList<CatalogueItem> episodes, DateTimeOffset now, bool expanded)
    {
        // non-null: episodes lie in a podcast
        var podcast = episodes[0].Parent!;
        var metadata = PodcastMetadata(episodes[0]);
        metadata["titleIgnorePrefix"] = podcast.Title;
        var media = new JsonObject
        {
            ["id"] = MediaId(podcast.Number),
            ["metadata"] = metadata,
            ["coverPath"] = CoverFile(podcast.Number),
            ["tags"] = new JsonArray(),
            ["numEpisodes"] = episodes.Count,
            ["autoDownloadEpisodes"] = false,
            ["autoDownloadSchedule"] = "0 * * * *",
            ["lastEpisodeCheck"] = null,
            ["maxEpisodesToKeep"] = 0,
            ["maxNewEpisodesToDownload"] = 3,
            ["size"] = episodes.Sum(e => e.SizeBytes),
        };
        if (expanded)
        {
            media["libraryItemId"] = Id(podcast.Number);
            media["episodes"] = WireJson.Array(episodes.Select(e => (JsonNode)Episode(e, now)));
        }

        return Item(podcast.Number, PodcastLibrary, "podcast", episodes.Max(e => e.AddedAt(now)), media, episodes.Sum(e => e.SizeBytes), episodes.Count);
    }

    public static JsonObject Episode(CatalogueItem episode, DateTimeOffset now) => new()
    {
        ["libraryItemId"] = ItemId(episode),
        ["podcastId"] = MediaId(episode.Parent?.Number ?? 0),
        ["id"] = Id(episode.Number),
        ["oldEpisodeId"] = null,
        ["index"] = null,
        ["season"] = null,
        ["episode"] = WireJson.Number(episode.Index ?? 0),
        ["episodeType"] = null,
        ["title"] = episode.Title,
        ["subtitle"] = null,
        ["description"] = "An invented episode of the demo household.",
        ["enclosure"] = null,
        ["guid"] = null,
        ["pubDate"] = episode.AddedAt(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["chapters"] = new JsonArray(),
        ["audioFile"] = AudioFile(episode, now),
        ["publishedAt"] = episode.AddedAt(now).ToUnixTimeMilliseconds(),
        ["addedAt"] = episode.AddedAt(now).ToUnixTimeMilliseconds(),
        ["updatedAt"] = episode.AddedAt(now).ToUnixTimeMilliseconds(),
        ["size"] = episode.SizeBytes,
        ["duration"] = episode.Duration?.TotalSeconds,
    };

    public static JsonObject AudioFile(CatalogueItem item, DateTimeOffset now)
    {
        var extension = item.File.Container;
        var at = item.AddedAt(now).ToUnixTimeMilliseconds();
        return new()
        {
            ["index"] = 1,
            ["ino"] = WireJson.Number(item.Number + 11_000_000L),
            ["metadata"] = new JsonObject
            {
                ["filename"] = $"{item.Number}.{extension}",
                ["ext"] = $".{extension}",
                ["path"] = $"/audio/{item.Number}.{extension}",
                ["relPath"] = $"{item.Number}.{extension}",
                ["size"] = item.SizeBytes,
                ["mtimeMs"] = at,
                ["ctimeMs"] = at,
                ["birthtimeMs"] = at,
            },
            ["addedAt"] = at,
            ["updatedAt"] = at,
            ["manuallyVerified"] = false,
            ["exclude"] = false,
            ["error"] = null,
            ["format"] = extension == "mp3" ? "MP2/3 (MPEG audio layer 2/3)" : "QuickTime / MOV",
            ["duration"] = item.Duration?.TotalSeconds,
            ["bitRate"] = item.File.TotalKbps * 1000,
            ["language"] = null,
            ["codec"] = item.File.AudioCodec,
            ["timeBase"] = "1/44100",
            ["channels"] = item.File.AudioChannels,
            ["channelLayout"] = "stereo",
            ["chapters"] = new JsonArray(),
            ["embeddedCoverArt"] = null,
            ["mimeType"] = extension == "mp3" ? "audio/mpeg" : "audio/mp4",
        };
    }

    public static JsonObject Track(CatalogueItem item, DateTimeOffset now)
    {
        var track = AudioFile(item, now);
        track["startOffset"] = 0;
        track["title"] = $"{item.Number}.{item.File.Container}";
        track["contentUrl"] = $"/api/items/{ItemId(item)}/file/{item.Number + 11_000_000L}";
        return track;
    }

    public static string CoverFile(int number) => $"/metadata/items/{Id(number)}/cover.jpg";

    private static JsonObject Item(int number, string library, string type, DateTimeOffset added, JsonObject media, long size, int files)
    {
        var at = added.ToUnixTimeMilliseconds();
        return new()
        {
            ["id"] = Id(number),
            ["ino"] = WireJson.Number(number + 12_000_000L),
            ["oldLibraryItemId"] = null,
            ["libraryId"] = library,
            ["folderId"] = DemoIds.Dashed($"folder of {library}"),
            ["path"] = $"/audio/{number}",
            ["relPath"] = WireJson.Number(number),
            ["isFile"] = false,
            ["mtimeMs"] = at,
            ["ctimeMs"] = at,
            ["birthtimeMs"] = at,
            ["addedAt"] = at,
            ["updatedAt"] = at,
            ["isMissing"] = false,
            ["isInvalid"] = false,
            ["mediaType"] = type,
            ["media"] = media,
            ["numFiles"] = files,
            ["size"] = size,
        };
    }
}
