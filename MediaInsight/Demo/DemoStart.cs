using MediaInsight.Servers;

namespace MediaInsight.Demo;

/// <summary>Started with <c>--demo</c>: the household moves in while the first page is already there.</summary>
internal sealed partial class DemoStart(IDemoControl demo, IConfiguration configuration, ILogger<DemoStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue<bool>(DemoModule.Key))
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
