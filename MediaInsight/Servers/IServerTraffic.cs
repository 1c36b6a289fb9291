namespace MediaInsight.Servers;

/// <summary>Bytes that a media server sent in an hour, by its own count.</summary>
/// <param name="At">Begin of the hour.</param>
/// <param name="HomeBytes">To its own network.</param>
public sealed record TrafficHour(DateTimeOffset At, long HomeBytes, long AwayBytes)
{
    public long Bytes => HomeBytes + AwayBytes;
}

/// <summary>A client whose server counts what it sends (Plex alone, and only with a Plex Pass).</summary>
public interface IServerTraffic
{
    /// <summary>Hours in which something was sent, in their order. Null: this server does not tell; one that does not count may also answer with no hour at all.</summary>
    Task<IReadOnlyList<TrafficHour>?> GetTrafficAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
