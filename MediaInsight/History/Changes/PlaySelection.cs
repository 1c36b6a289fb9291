using MediaInsight.Domain;

namespace MediaInsight.History.Changes;

/// <summary>The plays an act is about: picked ones, or all that a filter finds.</summary>
public sealed record PlaySelection
{
    /// <summary>An act on more plays is done in several.</summary>
    public const int Max = 100_000;

    private PlaySelection(IReadOnlyCollection<long>? numbers, IReadOnlyCollection<PlayId>? ids, HistoryFilter? filter)
    {
        Numbers = numbers;
        Ids = ids;
        Filter = filter;
    }

    /// <summary>Row numbers; null when they are told otherwise.</summary>
    public IReadOnlyCollection<long>? Numbers { get; }

    public IReadOnlyCollection<PlayId>? Ids { get; }

    /// <summary>All pages of it.</summary>
    public HistoryFilter? Filter { get; }

    public static PlaySelection Of(IReadOnlyCollection<long> numbers) => new(numbers, null, null);

    public static PlaySelection Of(IReadOnlyCollection<PlayId> ids) => new(null, ids, null);

    public static PlaySelection Matching(HistoryFilter filter) => new(null, null, filter);
}
