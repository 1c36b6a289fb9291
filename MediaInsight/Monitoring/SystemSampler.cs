using MediaInsight.Data;
using MediaInsight.Platform;

namespace MediaInsight.Monitoring;

/// <summary>Makes one sample of everything that can be measured here. Not for use at the same time.</summary>
internal sealed class SystemSampler(MachineMeter machine, GpuMeter gpu, DiskMeter disks, IEnumerable<IStreamGauge> gauges, SettingsStore settings, AppPaths paths, TimeProvider time)
{
    /// <summary>The first of two readings that a rate is made of.</summary>
    public void Begin() => machine.Read();

    public async Task<SystemSample> ReadAsync(CancellationToken cancellationToken)
    {
        var reading = machine.Read();
        var card = gpu.ReadAsync(cancellationToken);
        var chosen = settings.Get<MonitoringSettings>().Paths;
        var rooms = await disks.ReadAsync(chosen.Length > 0 ? chosen.Take(MonitoringSettings.MaxPaths) : [paths.Data], cancellationToken);
        var (seen, streams) = (await card, new StreamCounts());
        foreach (var gauge in gauges)
        {
            var counts = gauge.Read();
            streams = new(streams.Streams + counts.Streams, streams.Transcodes + counts.Transcodes);
        }

        return new()
        {
            RecordedAt = time.GetUtcNow(),
            CpuPercent = reading.CpuPercent,
            MemoryPercent = reading.Memory?.Percent,
            MemoryUsedMb = reading.Memory?.UsedMb,
            MemoryTotalMb = reading.Memory?.TotalMb,
            Load = reading.Load,
            NetworkReceivedPerSecond = reading.ReceivedPerSecond,
            NetworkSentPerSecond = reading.SentPerSecond,
            GpuEncoderPercent = seen.EncoderPercent,
            GpuMemoryPercent = seen.MemoryPercent,
            GpuTemperature = seen.Temperature,
            DiskTotalGb = rooms[0].TotalGb,
            DiskUsedGb = rooms[0].UsedGb,
            DiskFreeGb = rooms[0].FreeGb,
            Disks = DiskReading.Write(rooms),
            ActiveStreams = streams.Streams,
            ActiveTranscodes = streams.Transcodes,
            ProcessCpuPercent = reading.ProcessCpuPercent,
            ProcessMemoryMb = reading.ProcessMemoryMb,
        };
    }
}
