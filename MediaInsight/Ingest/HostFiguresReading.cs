using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>Asks Plex servers that answer anyway, once a minute, how busy their machines are. Whoever does not tell is not worth a word.</summary>
internal sealed partial class HostFiguresReading(
    ServerRegistry registry, ServerClients clients, LiveServers status, DatabaseWriter writer, SettingsStore settings, TimeProvider time, ILogger<HostFiguresReading> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Time for the first readings after the start.</summary>
    private static readonly TimeSpan Head = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Head, time, stoppingToken);
            while (true)
            {
                await TryAsync(stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (settings.Get<MonitoringSettings>().Enabled)
            {
                await ReadAsync(cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(e, "The machines of media servers");
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var asked = registry.All.Where(s => s is { IsEnabled: true, Kind: ServerKind.Plex } && status.Find(s.Id)?.Health == ServerHealth.Online).ToList();
        var samples = (await Task.WhenAll(asked.Select(s => ReadAsync(s, cancellationToken)))).OfType<ServerSample>().ToList();
        if (samples.Count > 0)
        {
            await writer.RunAsync((db, _) =>
            {
                db.ServerMetrics.AddRange(samples);
                return Task.CompletedTask;
            }, cancellationToken);
        }
    }

    private async Task<ServerSample?> ReadAsync(MediaServer server, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.Create(server);
            return client is IHostFigures teller && await teller.GetHostFiguresAsync(cancellationToken) is { } figures
                ? new()
                {
                    ServerId = server.Id,
                    RecordedAt = time.GetUtcNow(),
                    HostCpuPercent = figures.HostCpuPercent,
                    ProcessCpuPercent = figures.ProcessCpuPercent,
                    HostMemoryPercent = figures.HostMemoryPercent,
                    ProcessMemoryPercent = figures.ProcessMemoryPercent,
                }
                : null;
        }
        catch (ServerFailure failure)
        {
            LogNotRead(failure, server.Name);
            return null;
        }
    }

    [LoggerMessage(1240, LogLevel.Debug, "{What} told nothing of their load")]
    private partial void LogNotRead(Exception e, string what);
}
