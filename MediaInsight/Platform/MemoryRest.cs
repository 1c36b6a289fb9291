namespace MediaInsight.Platform;

/// <summary>
/// Keeps a program at rest small. The collector lets new objects pile up as far as the processor's cache is large, which on a
/// server is 100 MB and more, and what a start, a library or an import needed for a moment would stay resident for days.
/// </summary>
internal sealed class MemoryRest(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Looks from one thorough collection to the next: three minutes.</summary>
    private const int Thorough = 36;

    /// <summary>New objects that may wait for the collector; taking so few away costs a few milliseconds.</summary>
    private const long Young = 12L << 20;

    /// <summary>A smaller heap is not worth a pause.</summary>
    private const long Small = 48L << 20;

    private long _allocated;
    private int _collections;
    private long _kept;

    /// <summary>Only when a quarter more is held than after the last time: a busy program is not stopped for nothing.</summary>
    internal static bool IsWorthIt(long committedBytes, long keptBytes) => committedBytes > Small && committedBytes > (keptBytes * 5 / 4) + (8L << 20);

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

                TakeYoung();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private void TakeYoung()
    {
        var (allocated, collections) = (GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
        if (collections == _collections && allocated - _allocated <= Young)
        {
            return;
        }

        if (collections == _collections)
        {
            GC.Collect(0);
            collections++;
        }

        (_allocated, _collections) = (allocated, collections);
    }
}
