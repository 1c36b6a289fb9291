using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Analytics;

/// <param name="Number">Of a season, episode or track.</param>
/// <param name="Below">Playable titles in it; 0 for what is played itself.</param>
/// <param name="LastPlayedAt">Null: not played (by those the reader sees).</param>
public sealed record ItemChild(
    MediaItemId Id, MediaKind Kind, string Title, int? Number, int? Year, long? DurationMs, long? SizeBytes, DateTimeOffset? RemovedAt, int Below, long Plays, DateTimeOffset? LastPlayedAt);

/// <param name="Titles">How many different titles the person played: 1, but for a show, an album …</param>
/// <param name="Completed">How many of them to the end.</param>
/// <param name="FurthestPermille">The farthest point of any play, 0–1000; null: not told.</param>
public sealed record ItemViewer(ViewerId Id, string Name, long Plays, long WatchedMs, int Titles, int Completed, int? FurthestPermille, DateTimeOffset LastSeenAt);

/// <param name="From">First day of the month or the day itself.</param>
public sealed record PlaysAt(DateOnly From, long Plays);

/// <param name="ByMonth">Else by day.</param>
/// <param name="Steps">Oldest first, without holes.</param>
public sealed record ItemCourse(bool ByMonth, IReadOnlyList<PlaysAt> Steps);

/// <param name="Resolution">As sent; null: not told.</param>
/// <param name="Codec">As sent: of the picture, or of the sound where there is none.</param>
public sealed record ItemQuality(StreamDecision? Decision, string? Resolution, string? Codec, long Plays, long WatchedMs);

public sealed record ItemProfileResult
{
    public required ItemFacts Facts { get; init; }

    /// <summary>Seasons, episodes, albums or tracks; a limited reader gets those the person played.</summary>
    public required IReadOnlyList<ItemChild> Children { get; init; }

    /// <summary>All there are, <see cref="Children"/> being the first of them.</summary>
    public required int ChildCount { get; init; }

    /// <summary>Playable titles in it that are listed.</summary>
    public required int Below { get; init; }
    public required long Plays { get; init; }
    public required long WatchedMs { get; init; }
    public DateTimeOffset? FirstPlayedAt { get; init; }
    public DateTimeOffset? LastPlayedAt { get; init; }

    /// <summary>Who watched last comes first.</summary>
    public required IReadOnlyList<ItemViewer> Viewers { get; init; }
    public required ItemCourse Course { get; init; }

    /// <summary>When the title's server was not watched, in the time of the course.</summary>
    public IReadOnlyList<UnobservedStretch> Unobserved { get; init; } = [];

    /// <summary>Most plays first.</summary>
    public required IReadOnlyList<ItemQuality> Qualities { get; init; }

    /// <summary>How many plays reached 0, 10 … 100 percent of their title; empty where no length is told.</summary>
    public required IReadOnlyList<long> Reached { get; init; }

    /// <summary>The newest plays.</summary>
    public required IReadOnlyList<HistoryRow> Recent { get; init; }
}
