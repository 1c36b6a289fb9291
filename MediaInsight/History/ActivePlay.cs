using MediaInsight.Domain;

namespace MediaInsight.History;

/// <summary>
/// The tracker's memory of a running play, written with every reading in which something moved: after a crash the play
/// goes on, or is closed, from here. Of a play that was ended by hand it stays, with the little that
/// <see cref="EndedPlayMemory"/> needs, while its server lists it.
/// </summary>
public sealed class ActivePlay
{
    public required long PlayNumber { get; init; }
    public required ServerId ServerId { get; init; }
    public required string Slot { get; init; }
    public required string UserKey { get; init; }
    public required string ItemKey { get; init; }

    /// <summary>The whole <see cref="Sessions.ActiveSession"/> as JSON; the columns below are newer where they differ.</summary>
    public required string SessionJson { get; set; }
    public required string ClocksJson { get; set; }
}
