using MediaInsight.Domain;

namespace MediaInsight.History;

/// <summary>
/// Where a play that was not observed comes from, or which entry told of an observed one where nobody watched. It outlives
/// its play: what somebody deleted is not filled in again.
/// </summary>
public sealed class PlaySource
{
    public required ServerId ServerId { get; init; }

    /// <summary>The entry of the server's history or of an import, by a name that stays.</summary>
    public required string Source { get; init; }
    public required long PlayNumber { get; init; }
}
