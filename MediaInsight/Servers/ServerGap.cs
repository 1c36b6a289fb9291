using MediaInsight.Domain;

namespace MediaInsight.Servers;

/// <summary>A stretch in which a server was not observed; plays that fell into it are unknown.</summary>
public sealed class ServerGap
{
    public long Id { get; init; }
    public required ServerId ServerId { get; init; }

    /// <summary>The last good reading before it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The first good reading after it; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>A sentence.</summary>
    public required string Reason { get; set; }
}
