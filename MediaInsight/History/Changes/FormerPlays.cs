using System.Text.Json.Nodes;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>A play that was an account's: it lies in the bin, is another person's now, or went over to a rebuilt server.</summary>
/// <param name="Number">Also in the bin.</param>
/// <param name="UserId">Whose it was.</param>
internal sealed record FormerPlay(long Number, ServerUserId UserId, MediaItemId MediaItemId, DateTimeOffset StartedAt, DateTimeOffset? StoppedAt, PlayCertainty Certainty);

/// <summary>
/// What somebody took from an account: its server's own history still tells of it. Known as long as the act can be undone.
/// </summary>
internal static class FormerPlays
{
    /// <summary>Those that began between the two instants.</summary>
    public static async Task<IReadOnlyList<FormerPlay>> OfAsync(
        MediaInsightDb db, ServerId server, IReadOnlyCollection<ServerUserId> users, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellationToken)
    {
        // An act is later than the play it took: older ones, which may have moved many, need not be read.
        var moved = from row in db.DataChangeRows.AsNoTracking()
                    join change in db.DataChanges.AsNoTracking() on row.ChangeId equals change.Id
                    where change.At >= begin && (change.Kind == DataChangeKind.Assigned || change.Kind == DataChangeKind.Moved) && users.Contains(row.UserId)
                    select new { row.PlayNumber, row.UserId };
        var given = await (from row in moved
                           join play in db.Plays.AsNoTracking() on row.PlayNumber equals play.Number
                           where play.UserId != row.UserId && play.StartedAt >= begin && play.StartedAt <= end
                           select new FormerPlay(play.Number, row.UserId, play.MediaItemId, play.StartedAt, play.StoppedAt, play.Certainty)).ToListAsync(cancellationToken);
        var bin = db.DeletedPlays.AsNoTracking().Where(p => p.StartedAt >= begin && p.StartedAt <= end);
        var own = await bin.Where(p => p.ServerId == server && users.Contains(p.UserId)).ToListAsync(cancellationToken);
        var givenFirst = await (from row in moved
                                join play in bin on row.PlayNumber equals play.PlayNumber
                                where play.UserId != row.UserId
                                select new { row.UserId, Play = play }).ToListAsync(cancellationToken);
        return [.. given, .. own.Select(p => InBin(p, p.UserId)), .. givenFirst.Select(g => InBin(g.Play, g.UserId))];
    }

    private static FormerPlay InBin(DeletedPlay play, ServerUserId user)
    {
        var row = JsonNode.Parse(play.RowsJson)![PlayBin.Plays]![0]!; // non-null: written by the bin
        var stopped = row["stopped_at"]?.GetValue<long>();
        return new(
            play.PlayNumber, user, play.MediaItemId, play.StartedAt, stopped is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            (PlayCertainty)(row["certainty"]?.GetValue<int>() ?? 0));
    }
}
