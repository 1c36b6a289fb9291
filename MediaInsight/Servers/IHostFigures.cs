namespace MediaInsight.Servers;

/// <summary>What a media server tells of the machine it runs on, percent, averages of its last minute. Null: not told.</summary>
/// <param name="ProcessCpuPercent">Of the server itself, like <paramref name="ProcessMemoryPercent"/>.</param>
public sealed record HostFigures(double? HostCpuPercent, double? ProcessCpuPercent, double? HostMemoryPercent, double? ProcessMemoryPercent);

/// <summary>A client whose product tells of its machine (Plex alone).</summary>
public interface IHostFigures
{
    /// <summary>Null: this server does not tell. Throws <see cref="ServerFailure"/> and nothing else but the caller's cancellation.</summary>
    Task<HostFigures?> GetHostFiguresAsync(CancellationToken cancellationToken);
}
