using System.Collections.Immutable;
using MediaInsight.Domain;

namespace MediaInsight.Servers;

public enum ServerHealth
{
    /// <summary>Not reached yet.</summary>
    Connecting,
    Online,

    /// <summary>Readings fail, not for long yet.</summary>
    Degraded,
    Offline,
    Disabled,
}

/// <summary>How the watching of one server goes.</summary>
/// <param name="LastPollAt">The last try, good or not.</param>
/// <param name="LastGoodAt">The last good reading.</param>
/// <param name="LatencyMs">Of the last good reading.</param>
/// <param name="Failure">A sentence: what is wrong; null when nothing is.</param>
/// <param name="FailingSince">The first failed try in a row.</param>
/// <param name="NextTryAt">When the next reading is due.</param>
/// <param name="Playing">Sessions in the last good reading.</param>
public sealed record ServerStatus(
    ServerId Id,
    string Name,
    ServerKind Kind,
    bool IsDemo,
    ServerHealth Health,
    DateTimeOffset? LastPollAt,
    DateTimeOffset? LastGoodAt,
    int? LatencyMs,
    ServerFailureKind? FailureKind,
    string? Failure,
    DateTimeOffset? FailingSince,
    DateTimeOffset? NextTryAt,
    string? Version,
    int Playing)
{
    /// <summary>Announcements by the server beside the polling; says nothing about health.</summary>
    public PushState Push { get; init; } = PushState.NotOffered;

    public static ServerStatus Of(MediaServer server) => new(
        server.Id, server.Name, server.Kind, server.IsDemo, server.IsEnabled ? ServerHealth.Connecting : ServerHealth.Disabled,
        null, server.LastGoodAt, null, null, null, null, null, server.Version, 0);
}

/// <summary>All configured servers, by name.</summary>
public sealed record ServersStatus(ImmutableArray<ServerStatus> Servers)
{
    public static readonly ServersStatus None = new([]);
}
