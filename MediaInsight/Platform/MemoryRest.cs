namespace MediaInsight.Platform;

/// <summary>
/// Gives memory back after work. A program at rest allocates next to nothing, so no collection comes by itself and what a
/// start, a library or an import needed for a moment would stay resident for days.
/// </summary>
internal sealed class MemoryRest(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(3);

    /// <summary>A smaller heap is not worth a pause.</summary>
    private const long Small = 48L << 20;

    private long _kept;

    /// <summary>Only when a quarter more is held than after the last time: a busy program is not stopped for nothing.</summary>
    internal static bool IsWorthIt(long committedBytes, long keptBytes) => committedBytes > Small && committedBytes > (keptBytes * 5 / 4) + (8L << 20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (IsWorthIt(GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes, _kept))
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    _kept = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }
}
