namespace MediaInsight.Demo;

/// <summary>Started with <c>--demo</c>, or ended before it was done: the household moves in while the first page is already there.</summary>
internal sealed partial class DemoStart(DemoControl demo, IConfiguration configuration, ILogger<DemoStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Half moved in when the program was ended, it goes on unasked.
        if (!DemoModule.IsAsked(configuration) && !demo.IsUnfinished)
        {
            return;
        }

        try
        {
            await demo.StartAsync(stoppingToken);
            LogReady();
        }
        catch (OperationCanceledException)
        {
            // The program stops, or somebody removed the household while it moved in.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(1801, LogLevel.Information, "The demo household is here: four simulated servers and a year of invented plays")]
    private partial void LogReady();

    [LoggerMessage(1802, LogLevel.Error, "The demo household could not be set up")]
    private partial void LogFailed(Exception e);
}
