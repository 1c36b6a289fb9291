using MediaInsight.Platform.Http;

namespace MediaInsight.Notifications.Delivering;

/// <summary>What follows from an attempt.</summary>
/// <param name="Pause">Of the whole channel; null: the channel itself works.</param>
internal sealed record NextStep(DeliveryState State, DateTimeOffset? FirstFailedAt, DateTimeOffset? NextAt, TimeSpan? Pause, string? Error)
{
    public bool IsOver => State is not (DeliveryState.Queued or DeliveryState.Failed);
}

/// <summary>The promise of delivery in figures.</summary>
internal static class DeliveryPolicy
{
    /// <summary>So long a message that fails holds back those after it, so that they arrive in order; afterwards they may pass.</summary>
    public static readonly TimeSpan OrderFor = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Of what a channel may ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>A next try that lies further ahead was written by a clock that went wrong.</summary>
    public static readonly TimeSpan Horizon = LongestRetryAfter + TimeSpan.FromMinutes(1);

    /// <param name="attempts">With this one.</param>
    /// <param name="channelFailures">Of the channel in a row, without this one.</param>
    /// <param name="isAgeBelievable">False: the clock may have been set, and no age tells anything.</param>
    public static NextStep After(SendOutcome outcome, int attempts, DateTimeOffset? firstFailedAt, int channelFailures, DateTimeOffset now, bool isAgeBelievable)
    {
        switch (outcome.Result)
        {
            case SendResult.Taken:
                return new(DeliveryState.Sent, firstFailedAt, null, null, null);
            case SendResult.Refused:
                return new(DeliveryState.Dead, firstFailedAt ?? now, null, null, outcome.Error);
        }

        // A clock that was set back must not make a failure of the future.
        var first = firstFailedAt is { } told && told < now ? told : now;
        TimeSpan? pause = outcome.RetryAfter is { } asked ? Between(asked, FirstPause, LongestRetryAfter)
            : outcome.IsChannelDown ? Backoff.Next(channelFailures + 1, FirstPause, LongestPause)
            : null;
        if (isAgeBelievable && now - first >= GiveUpAfter)
        {
            return new(DeliveryState.Dead, first, null, pause, $"Given up after 24 hours. {outcome.Error}");
        }

        return new(DeliveryState.Failed, first, now + (pause ?? Backoff.Next(attempts, FirstPause, LongestPause)), pause, outcome.Error);
    }

    private static TimeSpan Between(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
