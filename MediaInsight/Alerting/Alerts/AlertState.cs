namespace MediaInsight.Alerting.Alerts;

/// <summary>What is to be told now.</summary>
public enum AlertNews
{
    None = 0,
    Fired = 1,

    /// <summary>It still fires.</summary>
    Again = 2,
    Resolved = 3,
}

/// <summary>The last message that said it fires.</summary>
/// <param name="FiringSince">The stretch of firing it was about.</param>
/// <param name="At">When it was taken or given up; before that, when it was written.</param>
/// <param name="Taken">Null: still on its way.</param>
public sealed record AlertMessage(DateTimeOffset FiringSince, DateTimeOffset At, bool? Taken);

/// <param name="FiringSince">Null: all is well, as far as anybody can tell.</param>
public sealed record AlertStep(DateTimeOffset? FiringSince, AlertNews News);

/// <summary>From what was and what is measured to what is told. Pure.</summary>
public static class AlertState
{
    /// <summary>After a message that was given up the next one waits no longer than this.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(30);

    /// <param name="isBad">Null: not measured. That is no recovery: the state stays.</param>
    /// <param name="cooldown">Counted from a message that was taken, never from one that failed.</param>
    /// <param name="last">Null: none ever.</param>
    public static AlertStep Next(DateTimeOffset? firingSince, bool? isBad, TimeSpan cooldown, DateTimeOffset? silencedUntil, AlertMessage? last, DateTimeOffset now)
    {
        if (isBad is not { } bad)
        {
            return new(firingSince, AlertNews.None);
        }

        var isSilent = silencedUntil > now;
        if (!bad)
        {
            // One good value is enough; the news of it goes to those who heard of the alert.
            return new(null, firingSince is { } since && !isSilent && last?.FiringSince == since ? AlertNews.Resolved : AlertNews.None);
        }

        var began = firingSince ?? now;
        var isTold = last?.FiringSince == began;

        // A message of the future was told by a clock that has been set back since: nobody waits for it.
        var waited = last is null ? TimeSpan.Zero : now - last.At;
        return isSilent || (last is not null && (waited >= TimeSpan.Zero || IsOnItsWay(last, isTold)) && waited < Wait(last, isTold, cooldown))
            ? new(began, AlertNews.None)
            : new(began, isTold ? AlertNews.Again : AlertNews.Fired);
    }

    /// <summary>One message of a stretch waits at a time, however long its channel does not answer.</summary>
    private static bool IsOnItsWay(AlertMessage last, bool isTold) => isTold && last.Taken is null;

    private static TimeSpan Wait(AlertMessage last, bool isTold, TimeSpan cooldown) => last.Taken switch
    {
        null when IsOnItsWay(last, isTold) => TimeSpan.MaxValue,
        false => cooldown < AfterFailure ? cooldown : AfterFailure,
        _ => cooldown,
    };
}
