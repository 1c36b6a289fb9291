using MediaInsight.Domain;

namespace MediaInsight.Analytics;

public enum LibrarySort
{
    Title,
    Added,
    Size,
    LastPlayed,
    Plays,
}

public enum ItemState
{
    /// <summary>In the library now.</summary>
    Listed,

    /// <summary>No longer; title and poster are kept.</summary>
    Removed,

    /// <summary>The library never listed it: only plays tell of it.</summary>
    PlayedOnly,
}

/// <summary>Which titles of one library, in what order. Null: any.</summary>
public sealed record LibraryItemsFilter
{
    public const int MaxPageSize = 500;
    public const int MaxText = 200;

    public required LibraryId Library { get; init; }

    /// <summary>Null: what people count first (shows, artists), or what has files when the quality is asked for.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>Null: listed; of a library that was not read yet, what plays tell of.</summary>
    public ItemState? State { get; init; }

    /// <summary>Words in titles, shows, artists, albums; case and accents do not matter.</summary>
    public string? Text { get; init; }

    /// <summary>A file of this picture size: 2160p … sd.</summary>
    public string? Resolution { get; init; }

    /// <summary>SDR, HDR10, Dolby Vision …; <see cref="AnyHdr"/>: everything but SDR.</summary>
    public string? DynamicRange { get; init; }

    public const string AnyHdr = "HDR*";

    /// <summary>Lower case: h264, hevc.</summary>
    public string? VideoCodec { get; init; }
    public LibrarySort Sort { get; init; } = LibrarySort.Title;
    public bool Descending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1–<see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = 50;

    public bool AsksForQuality => Resolution is not null || DynamicRange is not null || VideoCodec is not null;
}
