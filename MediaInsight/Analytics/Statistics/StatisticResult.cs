using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <summary>The figures of one row, or of one part of it. Definitions: docs/domain/statistics.md.</summary>
/// <param name="Plays">Chains that began in the range.</param>
/// <param name="WatchedMs">Time watched within the range, ms.</param>
/// <param name="Bytes">Estimate: bitrate × watch time.</param>
/// <param name="DirectPlays">Of the plays, by the decision of the first part; so are the next two.</param>
/// <param name="Completed">Of the plays, those that reached the watched threshold.</param>
/// <param name="FirstAt">Begin of the first play that touches the range.</param>
/// <param name="LastAt">End of the last one.</param>
public readonly record struct StatisticFigures(
    long Plays, long WatchedMs, long Bytes, long DirectPlays, long DirectStreams, long Transcodes, long Completed, DateTimeOffset? FirstAt, DateTimeOffset? LastAt)
{
    /// <summary>Persons; null when not asked for.</summary>
    public int? Viewers { get; init; }

    /// <summary>Different titles that were played; null when not asked for.</summary>
    public int? Titles { get; init; }

    public bool IsEmpty => Plays == 0 && WatchedMs == 0;
}

/// <summary>What a row or part is about.</summary>
/// <param name="Id">Stable, for addresses and exports: 2026-11-21, 2026-11, 2026, 0–23, mon–sun, mon-21, a number, transcode, h264; empty when not told.</param>
/// <param name="Label">As a reader knows it; null for what is not told and for times, which pages word by the reader's culture.</param>
public sealed record StatisticKey(string Id, string? Label)
{
    /// <summary>What is left over beyond the limit.</summary>
    public const string OthersId = "*";

    public bool IsOthers => Id == OthersId;
    public bool IsUnknown => Id.Length == 0;

    public ViewerId? Viewer { get; init; }
    public ServerUserId? Account { get; init; }
    public ServerId? Server { get; init; }
    public LibraryId? Library { get; init; }

    /// <summary>Of titles: what was played (<see cref="MediaKind.Episode"/> for a show).</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>Has the picture and, for a title that holds others, leads to its page.</summary>
    public MediaItemId? Item { get; init; }

    /// <summary>The title itself where it holds others, of an episode its show; null when no library lists it, or when not asked for titles.</summary>
    public MediaItemId? Page { get; init; }

    /// <summary>Author of a book, show of an episode, artist of a track or album, app of a device, server of an account or library.</summary>
    public string? Detail { get; init; }

    /// <summary>Of a film.</summary>
    public int? Year { get; init; }
}

/// <param name="Parts">One per <see cref="StatisticResult.Parts"/>, in that order.</param>
public sealed record StatisticRow(StatisticKey Key, StatisticFigures Figures, IReadOnlyList<StatisticFigures> Parts);

/// <param name="Parts">Of the second split; empty without one.</param>
/// <param name="Total">Of everything that was asked for, also what the limit cut off.</param>
/// <param name="Groups">How many rows there are without the limit.</param>
public sealed record StatisticResult(
    StatisticRequest Request, DateOnly? From, DateOnly? To, IReadOnlyList<StatisticRow> Rows, IReadOnlyList<StatisticKey> Parts, StatisticFigures Total, int Groups);

/// <param name="Row">Which of the rows it was.</param>
/// <param name="Time">When.</param>
/// <param name="Figures">Of the row at that time.</param>
public sealed record StatisticPeak(StatisticKey Row, StatisticKey Time, StatisticFigures Figures);
