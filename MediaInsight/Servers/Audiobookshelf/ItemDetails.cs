namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>What the item tells and its sessions do not: files, chapters, the number of an episode.</summary>
internal sealed record ItemDetails(IReadOnlyList<AudioFileDto> Files, IReadOnlyList<ChapterDto?> Chapters, EpisodeDto? Episode)
{
    public static readonly ItemDetails Unknown = new([], [], null);

    public static ItemDetails Of(LibraryItemDto item, string? episodeId)
    {
        if (string.IsNullOrEmpty(episodeId))
        {
            return new(
                [.. (item.Media?.AudioFiles ?? []).OfType<AudioFileDto>().Where(f => f.Exclude != true)],
                [.. (item.Media?.Chapters ?? []).OfType<ChapterDto>()],
                null);
        }

        var episode = item.Media?.Episodes?.FirstOrDefault(e => e?.Id == episodeId);
        return episode is null
            ? Unknown
            : new(episode.AudioFile is { } file ? [file] : [], [.. (episode.Chapters ?? []).OfType<ChapterDto>()], episode with { Podcast = null });
    }

    /// <summary>The file that holds a position (seconds): books of many files play one after the other.</summary>
    public AudioFileDto? FileAt(double position)
    {
        var end = 0.0;
        foreach (var file in Files)
        {
            end += Epoch.Seconds(file.Duration);
            if (position < end)
            {
                return file;
            }
        }

        return Files.Count > 0 ? Files[^1] : null;
    }
}
