namespace MediaInsight.Servers.Audiobookshelf;

internal sealed record LibrariesDto(List<LibraryDto?>? Libraries);

internal sealed record LibraryDto(string? Id, string? Name, string? MediaType);

internal sealed record ItemPageDto(List<LibraryItemDto?>? Results, int? Total);

/// <summary>A book or a podcast: minified in lists, with tracks or episodes when asked for by id.</summary>
/// <param name="IsMissing">Its files are gone from the disk; the server keeps the row.</param>
internal sealed record LibraryItemDto(
    string? Id, string? LibraryId, string? MediaType, long? AddedAt, ItemMediaDto? Media,
    long? UpdatedAt = null, string? Path = null, bool? IsMissing = null, long? Size = null, long? MtimeMs = null);

internal sealed record ItemMediaDto
{
    public MediaMetadataDto? Metadata { get; init; }
    public string? CoverPath { get; init; }
    public double? Duration { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }
    public string? EbookFormat { get; init; }
    public List<AudioFileDto?>? AudioFiles { get; init; }
    public List<ChapterDto?>? Chapters { get; init; }
    public List<EpisodeDto?>? Episodes { get; init; }
}

/// <param name="BitRate">bit/s.</param>
/// <param name="Duration">Seconds.</param>
internal sealed record AudioFileDto(
    FileMetadataDto? Metadata, double? Duration, long? BitRate, string? Language, string? Codec, int? Channels, bool? Exclude);

/// <param name="Ext">With its dot: ".m4b".</param>
/// <param name="Size">Bytes.</param>
internal sealed record FileMetadataDto(string? Ext, string? Path = null, long? Size = null);

internal sealed record EpisodePageDto(List<EpisodeDto?>? Episodes);

internal sealed record EpisodeDto
{
    public string? Id { get; init; }
    public string? LibraryItemId { get; init; }
    public string? LibraryId { get; init; }
    public int? Season { get; init; }
    public int? Episode { get; init; }
    public string? Title { get; init; }
    public long? PublishedAt { get; init; }
    public long? AddedAt { get; init; }
    public long? UpdatedAt { get; init; }
    public string? Description { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }
    public double? Duration { get; init; }
    public AudioFileDto? AudioFile { get; init; }
    public List<ChapterDto?>? Chapters { get; init; }
    public PodcastDto? Podcast { get; init; }
}

internal sealed record PodcastDto(MediaMetadataDto? Metadata);
