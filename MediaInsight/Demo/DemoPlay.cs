using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Demo;

/// <summary>One finished play of the household's past, in the words in which its server would have told it.</summary>
/// <param name="StartPosition">Where it began: resumed films and books do not begin at zero.</param>
/// <param name="Position">Where it ended; never beyond the duration.</param>
/// <param name="Duration">Null for live television.</param>
/// <param name="BandwidthKbps">kbit/s.</param>
public sealed record DemoPlay(
    ServerKind Server, SessionUser User, DeviceRef Device, MediaRef Media, string? IpAddress, NetworkLocation Location,
    DateTimeOffset StartedAt, DateTimeOffset StoppedAt, long WatchedMs, long PausedMs, long BufferingMs,
    TimeSpan StartPosition, TimeSpan Position, TimeSpan? Duration, StreamDetails Stream, int? BandwidthKbps);
