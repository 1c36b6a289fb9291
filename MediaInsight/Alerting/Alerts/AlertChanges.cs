namespace MediaInsight.Alerting.Alerts;

/// <summary>"A rule, a state or the log changed": pages read again.</summary>
public sealed class AlertChanges
{
    /// <summary>Raised after the commit; must return at once.</summary>
    public event Action? Changed;

    internal void Raise() => Changed?.Invoke();
}
