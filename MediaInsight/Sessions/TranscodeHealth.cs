using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>Whether a conversion keeps up with the viewer. Derived: no product says so.</summary>
internal static class TranscodeHealth
{
    /// <summary>Encoders that are held back run at about the picture's own rate; a rate measured in frames wavers.</summary>
    private const double FramesFloor = 0.9;

    /// <summary>Of the stretch between two sights: the part in which the conversion was too slow, ms.</summary>
    public static long SlowMs(ActiveSession session, SessionSnapshot seen, DateTimeOffset now, TrackerLimits limits)
    {
        if (session.Latest.State != PlaybackState.Playing || seen.State == PlaybackState.Paused || !IsSlow(session.Latest) || !IsSlow(seen))
        {
            return 0;
        }

        return (long)Math.Clamp((now - session.Clocks.LastSeenAt).TotalMilliseconds, 0, limits.MaxObservedGap.TotalMilliseconds);
    }

    private static bool IsSlow(SessionSnapshot seen)
    {
        // What is converted to the end, or rests, is ahead of the viewer.
        if (seen.Stream.Decision != StreamDecision.Transcode || seen.Transcode is not { Throttled: not true } progress || progress.Percent >= 100)
        {
            return false;
        }

        return progress.Speed is { } speed ? speed is > 0 and < 1
            : progress.FramesPerSecond is > 0 and var frames && seen.Stream.Source.FrameRate is > 0 and var rate && frames / rate < FramesFloor;
    }
}
