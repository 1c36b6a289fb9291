using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;

namespace MediaInsight.Benchmarks.History;

/// <summary>A stretch with one quality. Clocks in ms.</summary>
internal sealed record Stretch(Stream Stream, long WatchedMs, long PausedMs, long BufferingMs, int? BandwidthKbps)
{
    public long LengthMs => WatchedMs + PausedMs + BufferingMs;
}

/// <summary>A play on its way to the file. Instants are unix milliseconds.</summary>
internal sealed record PlayDraft
{
    public required Account Account { get; init; }
    public required Playable Title { get; init; }
    public required long Device { get; init; }
    public string? Address { get; init; }
    public NetworkLocation? Location { get; init; }
    public required long StartedAtMs { get; init; }
    public required IReadOnlyList<Stretch> Stretches { get; init; }
    public long? StartPositionMs { get; init; }
    public long? PositionMs { get; init; }
    public bool Completed { get; init; }
    public StopReason StopReason { get; init; }
    public PlayCertainty Certainty { get; init; }
    public required ChainNumber Chain { get; init; }

    public long StoppedAtMs => StartedAtMs + Stretches.Sum(s => s.LengthMs);
}
