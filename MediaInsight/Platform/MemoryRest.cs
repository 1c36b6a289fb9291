namespace MediaInsight.Platform;

/// <summary>
/// Gives memory back after work. A program at rest allocates next to nothing, so no collection comes by itself and what a
/// start, a library or an import needed for a moment would stay resident for days.
/// </summary>
internal sealed class MemoryRest(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>Looks between two thorough collections.</summary>
    private const int Thorough = 18;

    /// <summary>Looks between two times that the C library is asked: it takes a moment, and the next use has to fetch memory again.</summary>
    private const int Minute = 6;

    /// <summary>A smaller heap is not worth a pause.</summary>
    private const long Small = 24L << 20;

    /// <summary>
    /// The answer of a library lives long enough to count as old, and old objects are looked at only when there are many
    /// more of them: by then every minute's answer of every library is resident.
    /// </summary>
    private const long Grown = 4L << 20;

    private long _kept;
    private long _low = long.MaxValue;

    /// <summary>Only when a quarter more is held than after the last time: a busy program is not stopped for nothing.</summary>
    internal static bool IsWorthIt(long committedBytes, long keptBytes) => committedBytes > Small && committedBytes > (keptBytes * 5 / 4) + (2L << 20);

    /// <summary>It is looked through beside the work, without a pause.</summary>
    internal static bool HasGrown(long heapBytes, long lowestBytes) => heapBytes - lowestBytes > Grown;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            for (var look = 1; await timer.WaitForNextTickAsync(stoppingToken); look++)
            {
                if (look % Thorough == 0 && IsWorthIt(GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes, _kept))
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    _kept = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
                }
                else if (HasGrown(GC.GetTotalMemory(forceFullCollection: false), _low))
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
                    _low = long.MaxValue;
                }

                _low = Math.Min(_low, GC.GetTotalMemory(forceFullCollection: false));
                if (look % Minute == 0)
                {
                    NativeMemory.GiveBack();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }
}
