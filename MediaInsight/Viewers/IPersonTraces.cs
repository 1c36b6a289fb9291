using MediaInsight.Data;
using MediaInsight.Domain;

namespace MediaInsight.Viewers;

/// <param name="Persons">The person and those that were merged into it.</param>
/// <param name="Names">All that the person and its accounts are called, hidden names too.</param>
public sealed record PersonTrace(IReadOnlyList<ViewerId> Persons, IReadOnlyList<ServerUserId> Accounts, IReadOnlyList<string> Names);

/// <summary>
/// Implemented by every module that keeps something of a person beside plays and accounts: a log with names, a bin, a
/// message. Works inside the caller's transaction; called for whoever becomes incognito or is forgotten.
/// </summary>
public interface IPersonTraces
{
    /// <summary>How many entries <see cref="EraseAsync"/> would take away.</summary>
    Task<int> CountAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken);

    /// <summary>Nothing afterwards tells who it was. Returns how many entries that were.</summary>
    Task<int> EraseAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken);

    /// <summary>The pseudonym takes the place of every name.</summary>
    Task RenameAsync(MediaInsightDb db, PersonTrace person, string pseudonym, CancellationToken cancellationToken);
}
