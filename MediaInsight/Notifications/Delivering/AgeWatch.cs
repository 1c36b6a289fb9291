namespace MediaInsight.Notifications.Delivering;

/// <summary>
/// Says whether the ages of stored times can be believed. They are measured by the clock on the wall, which may have been set
/// forward, or may stand wrong for a while after the machine's start: nothing is given up for an age that only a leap explains.
/// </summary>
internal sealed class AgeWatch(TimeProvider time)
{
    /// <summary>After the start every message is tried for so long, however old it seems.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromHours(1);

    /// <summary>More than any clock is slewed by in a day.</summary>
    private static readonly TimeSpan Leap = TimeSpan.FromMinutes(2);

    /// <summary>The two clocks are read one after the other: a thread that slept in between saw no leap.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly long _startedAt = time.GetTimestamp();
    private (DateTimeOffset Wall, long Steady) _seen = (time.GetUtcNow(), time.GetTimestamp());
    private long? _leaptAt;

    /// <summary>True: what seems to be older than <see cref="DeliveryPolicy.GiveUpAfter"/> is.</summary>
    public bool IsBelievable()
    {
        lock (_gate)
        {
            var before = time.GetTimestamp();
            var wall = time.GetUtcNow();
            var steady = time.GetTimestamp();
            if (time.GetElapsedTime(before, steady) > Together)
            {
                return false;
            }

            if (wall - _seen.Wall - time.GetElapsedTime(_seen.Steady, steady) > Leap)
            {
                _leaptAt = steady;
            }

            _seen = (wall, steady);
            return time.GetElapsedTime(_startedAt, steady) >= Settle && (_leaptAt is not { } leapt || time.GetElapsedTime(leapt, steady) >= DeliveryPolicy.GiveUpAfter);
        }
    }
}
