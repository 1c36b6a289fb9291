using MediaInsight.Domain;

namespace MediaInsight.Demo;

internal enum GroupKind
{
    Show,
    Season,
    Artist,
    Album,
    Author,
    Podcast,
}

/// <summary>A show, a season, an artist … : what titles belong to.</summary>
internal sealed record CatalogueGroup(int Number, GroupKind Kind, string Title, int? Index, int? Year, CatalogueGroup? Parent);

/// <summary>A book's chapter, in seconds from the book's start.</summary>
internal sealed record Chapter(int Number, string Title, double Start, double End);

/// <summary>One title that can be played. The number is the same on every server and makes every id.</summary>
internal sealed record CatalogueItem
{
    public required int Number { get; init; }
    public required MediaKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>Season, album or podcast.</summary>
    public CatalogueGroup? Parent { get; init; }

    /// <summary>Show or artist.</summary>
    public CatalogueGroup? Grandparent => Parent?.Parent;

    /// <summary>Episode of the season, track of the album.</summary>
    public int? Index { get; init; }
    public int? Year { get; init; }

    /// <summary>Whole seconds; null for channels.</summary>
    public TimeSpan? Duration { get; init; }
    public required MediaFile File { get; init; }
    public string Genre { get; init; } = "Drama";

    public string? Author { get; init; }
    public string? Narrator { get; init; }
    public string? SeriesName { get; init; }
    public int SeriesPart { get; init; }
    public IReadOnlyList<Chapter> Chapters { get; init; } = [];

    /// <summary>Channels only.</summary>
    public string? ChannelNumber { get; init; }
    public IReadOnlyList<string> Programmes { get; init; } = [];

    public bool ForChildren { get; init; }

    /// <summary>Null: on the shelf since <see cref="OldAddedAt"/>. Otherwise the day of the year's cycle on which it (again) is new.</summary>
    public int? NewOnCycleDay { get; init; }
    public DateTimeOffset OldAddedAt { get; init; }

    /// <summary>Something is always new in the demo, without a list that would grow old: new titles come round every <see cref="Catalogue.CycleDays"/> days.</summary>
    public DateTimeOffset AddedAt(DateTimeOffset now)
    {
        if (NewOnCycleDay is not { } day)
        {
            return OldAddedAt;
        }

        var first = Catalogue.CycleStart.AddDays(day).AddMinutes(Number * 37 % 1200);
        var rounds = Math.Max(0, (long)Math.Floor((now - first).TotalDays / Catalogue.CycleDays));
        return first.AddDays(rounds * Catalogue.CycleDays);
    }

    public long SizeBytes => (long)((Duration ?? TimeSpan.Zero).TotalSeconds * File.TotalKbps * 125);
}
