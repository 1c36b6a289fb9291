using MediaInsight.Domain;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>Books, podcasts and their episodes, as lists and items tell of them.</summary>
internal static class AudiobookshelfItemMapper
{
    /// <summary>Null for a row without id, and for one whose files are gone from the disk: the server keeps those for ever.</summary>
    public static LibraryItemSnapshot? Book(LibraryItemDto item, string libraryId)
    {
        if (!ItemDetailsCache.IsId(item.Id) || item.IsMissing == true)
        {
            return null;
        }

        var metadata = item.Media?.Metadata ?? new();
        return new()
        {
            Media = AudiobookshelfMedia.OfBook(item, libraryId),
            Duration = Length(item.Media?.Duration),
            AddedAt = Epoch.Instant(item.AddedAt),
            UpdatedAt = Epoch.Instant(item.UpdatedAt),
            SortTitle = Text.Clean(metadata.TitleIgnorePrefix),
            Summary = Text.Clean(metadata.Description, LibraryItemSnapshot.MaxSummary),
            ContentRating = metadata.Explicit == true ? "Explicit" : null,
            Narrators = Text.Clean(metadata.NarratorName) ?? Text.Clean(string.Join(", ", (metadata.Narrators ?? []).Where(n => !string.IsNullOrWhiteSpace(n)).Take(20))),
            Genres = LibraryWords.Genres(metadata.Genres ?? []),
            ProviderIds = LibraryWords.Providers([("asin", metadata.Asin), ("isbn", metadata.Isbn)]),
            Files = Whole(item),
            NeedsDetails = true,
        };
    }

    public static LibraryItemSnapshot? Podcast(LibraryItemDto item, string libraryId)
    {
        if (!ItemDetailsCache.IsId(item.Id) || item.IsMissing == true)
        {
            return null;
        }

        var metadata = item.Media?.Metadata ?? new();
        return new()
        {
            Media = new()
            {
                ExternalId = item.Id!, // non-null: IsId
                Kind = MediaKind.Podcast,
                Title = Text.Clean(metadata.Title) ?? "Unknown title",
                GrandparentTitle = Text.Clean(metadata.Author),
                LibraryExternalId = libraryId,
                PosterPath = item.Media?.CoverPath is { Length: > 0 } ? $"/api/items/{item.Id}/cover" : null,
            },
            AddedAt = Epoch.Instant(item.AddedAt),
            UpdatedAt = Epoch.Instant(item.UpdatedAt),
            SortTitle = Text.Clean(metadata.TitleIgnorePrefix),
            Summary = Text.Clean(metadata.Description, LibraryItemSnapshot.MaxSummary),
            ContentRating = metadata.Explicit == true ? "Explicit" : null,
            Genres = LibraryWords.Genres(metadata.Genres ?? []),
            ProviderIds = LibraryWords.Providers([("itunes", metadata.ItunesId)]),
        };
    }

    /// <param name="podcast">The item it lies in; null where the row names it itself.</param>
    public static LibraryItemSnapshot? Episode(EpisodeDto episode, LibraryItemDto? podcast, string libraryId)
    {
        var told = podcast is null ? episode : episode with { LibraryItemId = episode.LibraryItemId ?? podcast.Id, Podcast = episode.Podcast ?? new(podcast.Media?.Metadata) };
        if (!ItemDetailsCache.IsId(told.LibraryItemId) || !ItemDetailsCache.IsId(told.Id))
        {
            return null;
        }

        return new()
        {
            Media = AudiobookshelfMedia.OfEpisode(told, libraryId) with { LibraryExternalId = libraryId },
            Duration = Length(told.Duration ?? told.AudioFile?.Duration),
            AddedAt = Epoch.Instant(told.AddedAt) ?? Epoch.Instant(told.PublishedAt),
            UpdatedAt = Epoch.Instant(told.UpdatedAt),
            Summary = Text.Clean(told.Description, LibraryItemSnapshot.MaxSummary),
            Files = told.AudioFile is { } file ? [FileOf([file], told.Size)] : [],
        };
    }

    /// <summary>All audio files of a book are one version, played one after the other.</summary>
    public static IReadOnlyList<LibraryFile> FilesOf(LibraryItemDto item)
    {
        var files = (item.Media?.AudioFiles ?? []).OfType<AudioFileDto>().Where(f => f.Exclude != true).ToList();
        return files.Count == 0 ? Whole(item) : [FileOf(files, null) with { Duration = Length(item.Media?.Duration) }];
    }

    /// <summary>What the list tells of the files: together how large, and where.</summary>
    private static IReadOnlyList<LibraryFile> Whole(LibraryItemDto item) =>
        (item.Media?.Size ?? item.Size) is > 0 and var size
            ? [new() { Path = Text.Clean(item.Path, LibraryFile.MaxPath), SizeBytes = size, Container = Text.Clean(item.Media?.EbookFormat, 20)?.ToLowerInvariant(), Duration = Length(item.Media?.Duration) }]
            : [];

    private static LibraryFile FileOf(List<AudioFileDto> files, long? size)
    {
        var first = files[0];
        var sum = files.Sum(f => f.Metadata?.Size is > 0 and < 1L << 50 ? f.Metadata.Size.Value : 0);
        return new()
        {
            Path = Text.Clean(first.Metadata?.Path, LibraryFile.MaxPath),
            SizeBytes = sum > 0 ? sum : size is > 0 ? size : null,
            Container = Text.Clean(first.Metadata?.Ext, 20)?.TrimStart('.').ToLowerInvariant(),
            Duration = Length(first.Duration),
            BitrateKbps = first.BitRate is > 0 ? (int)Math.Clamp(Math.Round(first.BitRate.Value / 1000d), 1, int.MaxValue) : null,
            AudioCodec = Text.Clean(first.Codec, 40)?.ToLowerInvariant(),
            AudioChannels = first.Channels is > 0 ? first.Channels : null,
            IsAtmos = false,
            AudioLanguages = LibraryWords.Languages(files.Select(f => f.Language)),
        };
    }

    private static TimeSpan? Length(double? seconds) => Epoch.Seconds(seconds) is > 0 and var told ? Epoch.Span(told) : null;
}
