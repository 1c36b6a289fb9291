using System.Collections.Concurrent;
using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <param name="Received">Calls with the right address.</param>
/// <param name="Hints">Of these, those that told a change and led to a reading.</param>
/// <param name="LastEvent">The server's own name of the last event; null when it could not be read.</param>
public sealed record WebhookCount(long Received, long Hints, DateTimeOffset? LastAt, string? LastEvent)
{
    public static readonly WebhookCount None = new(0, 0, null, null);
}

/// <summary>How many webhooks arrived since the program started.</summary>
public sealed class WebhookCounts(TimeProvider time)
{
    private readonly ConcurrentDictionary<ServerId, WebhookCount> _counts = new();
    private long _refused;

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>Calls that were turned away: a wrong address or a body that is too large.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public WebhookCount Of(ServerId server) => _counts.GetValueOrDefault(server, WebhookCount.None);

    public void Took(ServerId server, string? name, bool isHint) =>
        _counts.AddOrUpdate(
            server,
            (_, now) => new(1, isHint ? 1 : 0, now, name),
            (_, count, now) => new(count.Received + 1, count.Hints + (isHint ? 1 : 0), now, name),
            time.GetUtcNow());

    public void Refuse() => Interlocked.Increment(ref _refused);
}
