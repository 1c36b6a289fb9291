using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>Titles that disappeared and came back under another id: their plays go over to the new row.</summary>
public interface IRelinks
{
    /// <summary>Newest first, undone ones too.</summary>
    /// <param name="limit">1–500.</param>
    Task<IReadOnlyList<RelinkRow>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Removed titles with plays that look like one or more listed titles and were not linked by themselves.</summary>
    /// <param name="limit">Removed titles, 1–500.</param>
    Task<IReadOnlyList<RelinkCandidate>> CandidatesAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Brings the plays back to the removed title. Done twice it changes nothing.</summary>
    Task<RelinkOutcome> UndoAsync(long id, string by, CancellationToken cancellationToken);

    /// <summary>By hand: the plays of the removed title go over to the other.</summary>
    /// <param name="removed">A removed title, or one that only plays tell of.</param>
    /// <param name="listed">A listed title of the same server and kind.</param>
    Task<RelinkOutcome> LinkAsync(MediaItemId removed, MediaItemId listed, string by, CancellationToken cancellationToken);
}

public enum RelinkOutcome
{
    Done,

    /// <summary>It is as asked already.</summary>
    Unchanged,
    NotFound,

    /// <summary>The two cannot be the same: other server or kind, or the old one is listed.</summary>
    Refused,
}

/// <param name="Subtitle">Show and number, artist and album, author; null when there is none.</param>
public sealed record RelinkTitle(MediaItemId Id, ServerId ServerId, MediaKind Kind, string Title, string? Subtitle, int? Year, string? PosterPath, DateTimeOffset? RemovedAt, DateTimeOffset? AddedAt);

/// <param name="Reason">What made them the same, as a sentence.</param>
/// <param name="By">Who did it by hand; null: the reading of the library.</param>
public sealed record RelinkRow(long Id, RelinkTitle Old, RelinkTitle New, DateTimeOffset At, string Reason, string? By, int PlayCount, DateTimeOffset? UndoneAt);

/// <param name="Choices">At most ten; the likeliest first.</param>
public sealed record RelinkCandidate(RelinkTitle Removed, int PlayCount, IReadOnlyList<RelinkTitle> Choices);
