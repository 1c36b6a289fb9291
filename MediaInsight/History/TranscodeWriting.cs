using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>The row of a conversion that is over. Works inside the caller's transaction; no product tells of failures as such.</summary>
internal static class TranscodeWriting
{
    /// <summary>Whoever leaves this soon after the server began to convert was shown nothing worth watching.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);

    /// <summary>Shorter than this a slow start fills the buffer all the same.</summary>
    private const long SlowLongMs = 60_000;

    /// <param name="row">As it was written when it ended.</param>
    /// <param name="stopped">Why the play ended with it; null: the quality changed and the play went on.</param>
    public static async Task RecordAsync(MediaInsightDb db, PlaySegment row, SessionSegment segment, SessionClocks clocks, StopReason? stopped, CancellationToken cancellationToken)
    {
        if (row is not { Decision: StreamDecision.Transcode, EndedAt: { } endedAt })
        {
            return;
        }

        // An end that is told again, after a commit whose answer was lost, tells of the same conversion.
        var record = await db.TranscodeRecords.FirstOrDefaultAsync(t => t.PlayNumber == row.PlayNumber && t.Ordinal == row.Ordinal, cancellationToken);
        if (record is null)
        {
            record = Of(row, endedAt);
            db.TranscodeRecords.Add(record);
        }

        record.EndedAt = endedAt;
        record.StreamProfileId = row.StreamProfileId;
        record.SlowMs = Math.Max(0, clocks.SlowMs - segment.SlowBeforeMs);
        record.Failure = segment.TranscodeFailed ? TranscodeFailure.Reported
            : EndedEarly(row, endedAt, stopped) ? TranscodeFailure.EndedEarly
            : record.SlowMs >= SlowLongMs && record.SlowMs * 2 >= row.WatchedMs ? TranscodeFailure.TooSlow
            : null;
    }

    /// <summary>Of a play that nobody can go on with: how it went is not known.</summary>
    public static async Task AbandonAsync(MediaInsightDb db, PlaySegment row, CancellationToken cancellationToken)
    {
        if (row is { Decision: StreamDecision.Transcode, EndedAt: { } endedAt }
            && !await db.TranscodeRecords.AnyAsync(t => t.PlayNumber == row.PlayNumber && t.Ordinal == row.Ordinal, cancellationToken))
        {
            db.TranscodeRecords.Add(Of(row, endedAt));
        }
    }

    /// <summary>Of a play that was stored whole: that it was converted is all that is known.</summary>
    public static TranscodeRecord Of(PlaySegment segment, DateTimeOffset endedAt) => new()
    {
        PlayNumber = segment.PlayNumber,
        Ordinal = segment.Ordinal,
        StartedAt = segment.StartedAt,
        EndedAt = endedAt,
        StreamProfileId = segment.StreamProfileId,
    };

    /// <summary>The play ended within it, by no hand of ours and without another title that followed.</summary>
    private static bool EndedEarly(PlaySegment row, DateTimeOffset endedAt, StopReason? stopped) =>
        stopped is StopReason.Stopped or StopReason.Vanished
        && endedAt - row.StartedAt < Early
        && (row.Ordinal > 0 || row.WatchedMs == 0);
}
