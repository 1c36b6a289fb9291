using MediaInsight.Data;
using MediaInsight.Platform;

namespace MediaInsight.History.InMemory;

/// <summary>Has the plays in memory before the first page asks, and forgets changes that it knows.</summary>
internal sealed class PlayIndexUpkeep(PlayIndex index, DatabaseWriter writer) : IJob
{
    public string Name => "play-index";

    public string Description => "Keeps finished plays in memory, so that statistics and history answer at once.";

    public JobSchedule Schedule => JobSchedule.EveryMinutes(10);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        await index.RefreshAsync(cancellationToken);
        await index.TidyAsync(writer, cancellationToken);
        var count = await index.AskAsync(reading => reading.Count, cancellationToken);
        return $"{count} plays are in memory.";
    }
}
