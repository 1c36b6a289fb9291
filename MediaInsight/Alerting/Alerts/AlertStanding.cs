namespace MediaInsight.Alerting.Alerts;

/// <summary>How a rule stands now.</summary>
public enum AlertStanding
{
    /// <summary>Not evaluated yet.</summary>
    Fresh = 0,
    Ok = 1,
    Firing = 2,

    /// <summary>It fires, and nobody is told.</summary>
    Silenced = 3,
    NotMeasured = 4,
    Disabled = 5,
}

public static class AlertStandings
{
    public static AlertStanding StandingAt(this AlertRule rule, DateTimeOffset now) => rule switch
    {
        { IsEnabled: false } => AlertStanding.Disabled,
        { FiringSince: not null } when rule.SilencedUntil > now => AlertStanding.Silenced,
        { FiringSince: not null } => AlertStanding.Firing,
        { LastEvaluatedAt: null } => AlertStanding.Fresh,
        { LastValue: null } => AlertStanding.NotMeasured,
        _ => AlertStanding.Ok,
    };
}
