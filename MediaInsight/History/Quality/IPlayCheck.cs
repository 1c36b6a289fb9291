using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.History.Quality;

/// <summary>One way in which a finished play can be wrong: how to find it, why it is suspicious, what would be right.</summary>
internal interface IPlayCheck
{
    /// <summary>Stable, lower case with dashes: stands in addresses.</summary>
    string Key { get; }

    /// <summary>"Longer than the title".</summary>
    string Title { get; }

    /// <summary>What applying does, in a sentence.</summary>
    string Remedy { get; }

    /// <summary>
    /// Selects <c>number</c> of each suspicious play, and what the reason needs: <c>other</c> (number of a second play),
    /// <c>a</c>, <c>b</c> (numbers). Finished plays only; no parameters.
    /// </summary>
    string Sql { get; }

    /// <summary>Why this play is in the list.</summary>
    string Reason(Suspicion suspicion);

    /// <summary>What it should become; null: no safe answer, it is only shown.</summary>
    Remedied? Repair(SuspiciousPlay play, Suspicion suspicion, HistorySettings settings);
}

/// <param name="Other">Number of the second play the finding is about.</param>
internal sealed record Suspicion(long Number, long? Other, long? A, long? B);

/// <summary>What a repair may look at.</summary>
/// <param name="ItemDurationMs">As the title's library tells it.</param>
/// <param name="ProfileDecision">As the stored stream tells it.</param>
internal sealed record SuspiciousPlay(Play Play, IReadOnlyList<PlaySegment> Segments, long? ItemDurationMs, StreamDecision? ProfileDecision)
{
    /// <summary>The runtime: the play's own if it tells one.</summary>
    public long? RuntimeMs => Play.DurationMs is > 0 ? Play.DurationMs : ItemDurationMs is > 0 ? ItemDurationMs : null;

    public long ElapsedMs => Math.Max(0, (long)(Play.StoppedAt!.Value - Play.StartedAt).TotalMilliseconds); // non-null: finished plays only
}

/// <summary>The outcome of a repair: new values of columns, or that the play should go to the bin.</summary>
internal sealed record Remedied
{
    public static readonly Remedied Delete = new() { IsDelete = true };

    public bool IsDelete { get; private init; }

    /// <summary>Columns of the play.</summary>
    public JsonObject Play { get; init; } = [];

    /// <summary>Columns of segments, by their id.</summary>
    public Dictionary<long, JsonObject> Segments { get; init; } = [];
}
