using System.Data.Common;

namespace MediaInsight.History.InMemory;

/// <summary>Reads the plays into memory while the program starts, so that the first page does not wait for all of it.</summary>
internal sealed partial class PlayIndexStart(PlayIndex index, ILogger<PlayIndexStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Not on the thread that starts the other services.
            await Task.Run(() => index.RefreshAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        catch (DbException problem)
        {
            // The first question tries again.
            LogFailed(problem);
        }
    }

    [LoggerMessage(1390, LogLevel.Warning, "Plays could not be read into memory at the start; the first page tries again")]
    private partial void LogFailed(Exception problem);
}
