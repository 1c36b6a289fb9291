namespace MediaInsight.Monitoring;

/// <summary>One reading of the machine the program runs on. Null: not told here.</summary>
public sealed class SystemSample
{
    public long Id { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>0–100 over all cores, since the reading before.</summary>
    public double? CpuPercent { get; init; }
    public double? MemoryPercent { get; init; }
    public long? MemoryUsedMb { get; init; }
    public long? MemoryTotalMb { get; init; }

    /// <summary>Load average of one minute.</summary>
    public double? Load { get; init; }

    /// <summary>Bytes per second since the reading before, all but loopback.</summary>
    public long? NetworkReceivedPerSecond { get; init; }
    public long? NetworkSentPerSecond { get; init; }
    public double? GpuEncoderPercent { get; init; }
    public double? GpuMemoryPercent { get; init; }

    /// <summary>Degrees Celsius.</summary>
    public double? GpuTemperature { get; init; }

    /// <summary>Of the first configured path, GB of 10⁹ bytes.</summary>
    public double? DiskTotalGb { get; init; }
    public double? DiskUsedGb { get; init; }
    public double? DiskFreeGb { get; init; }

    /// <summary>Every configured path: a JSON list.</summary>
    public string? Disks { get; init; }
    public int ActiveStreams { get; init; }
    public int ActiveTranscodes { get; init; }

    /// <summary>Of this program.</summary>
    public double? ProcessCpuPercent { get; init; }
    public long? ProcessMemoryMb { get; init; }
}

/// <summary>What a media server tells about its own machine (Plex only).</summary>
public sealed class ServerSample
{
    public long Id { get; init; }
    public required Domain.ServerId ServerId { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public double? HostCpuPercent { get; init; }
    public double? ProcessCpuPercent { get; init; }
    public double? HostMemoryPercent { get; init; }
    public double? ProcessMemoryPercent { get; init; }
}
