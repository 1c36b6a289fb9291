using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>
/// Groups plays that resume one another: the same account and title, the earlier one unfinished, the later one starting
/// where it ended or after. Tautulli's rule, with a minute of slack for players that step back when they resume.
/// </summary>
internal static class PlayChain
{
    internal const long SlackMs = 60_000;

    /// <summary>The chain to join, or null to begin one.</summary>
    public static async Task<long?> ResumedAsync(
        MediaInsightDb db, ServerUserId user, MediaItemId item, DateTimeOffset startedAt, long? startPositionMs, CancellationToken cancellationToken)
    {
        if (startPositionMs is not { } start)
        {
            return null;
        }

        var before = await db.Plays
            .Where(p => p.MediaItemId == item && p.UserId == user && p.StartedAt < startedAt && p.StoppedAt != null)
            .OrderByDescending(p => p.StartedAt)
            .Select(p => new { p.ChainNumber, p.Completed, p.PositionMs })
            .FirstOrDefaultAsync(cancellationToken);
        return before is { Completed: false, PositionMs: > 0 } && start >= before.PositionMs - SlackMs && start > 0 ? before.ChainNumber : null;
    }
}
