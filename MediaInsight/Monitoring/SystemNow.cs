namespace MediaInsight.Monitoring;

/// <summary>The newest sample, in memory.</summary>
public sealed class SystemNow
{
    private volatile SystemSample? _latest;

    /// <summary>A newer sample is stored. Must return at once.</summary>
    public event Action? Changed;

    /// <summary>Null: none since the program started.</summary>
    public SystemSample? Latest => _latest;

    internal void Publish(SystemSample sample)
    {
        _latest = sample;
        Changed?.Invoke();
    }
}
