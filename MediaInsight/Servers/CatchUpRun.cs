using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Servers;

/// <summary>What the newest look into a server's own history found. One per server.</summary>
public sealed class CatchUpRun
{
    public required ServerId ServerId { get; init; }
    public required DateTimeOffset At { get; set; }

    /// <summary>Plays that the server told of.</summary>
    public int Found { get; set; }

    /// <summary>Added with times.</summary>
    public int Derived { get; set; }

    /// <summary>Added without: only that they were played.</summary>
    public int Inferred { get; set; }

    /// <summary>Recorded or added before.</summary>
    public int Known { get; set; }

    /// <summary>In time that was watched: what was not recorded then is not added behind anybody's back.</summary>
    public int Watched { get; set; }

    /// <summary>A sentence: why it failed, or what was left out when plays were found; null when it went well.</summary>
    public string? Problem { get; set; }
}

/// <summary>Reads what the newest catch-up of each server found.</summary>
public sealed class CatchUpRuns(IDbContextFactory<MediaInsightDb> factory)
{
    public async Task<IReadOnlyDictionary<ServerId, CatchUpRun>> LatestAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.CatchUpRuns.AsNoTracking().ToDictionaryAsync(r => r.ServerId, cancellationToken);
    }
}
