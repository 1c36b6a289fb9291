namespace MediaInsight.Servers;

/// <summary>Starts and removes the invented household.</summary>
public interface IDemoControl
{
    bool IsActive { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task RemoveAsync(CancellationToken cancellationToken);
}
