namespace MediaInsight.Alerting.Alerts;

/// <summary>Everything alert rules can be about.</summary>
public static class AlertConditions
{
    public const string DiskSpaceLow = "disk_space_low";
    public const string GpuTempHigh = "gpu_temp_high";
    public const string TranscodeFailure = "transcode_failure";
    public const string StreamError = "stream_error";
    public const string CpuHigh = "cpu_high";
    public const string MemoryHigh = "memory_high";
    public const string ServerDown = "server_down";
    public const string PollLatencyHigh = "poll_latency_high";
    public const string BandwidthHigh = "bandwidth_high";
    public const string DatabaseSize = "database_size";
    public const string BackupAge = "backup_age";
    public const string ViolationCount = "violation_count";

    public static IReadOnlyList<AlertCondition> All { get; } =
    [
        new(DiskSpaceLow, "Free disk space", "GB", "When one of the measured folders has less free space than this.", 50, 0.1, 1_000_000) { IsBelow = true, IsGrave = true },
        new(GpuTempHigh, "Graphics card temperature", "°C", "When a graphics card is hotter than this.", 85, 20, 150),
        new(TranscodeFailure, "Failed transcodes", "in 60 min", "When more conversions than this failed, or are taken for failed, in the last 60 minutes.", 3, 0, 10_000) { Than = "more than" },
        new(StreamError, "Broken streams", "in 60 min", "When more streams than this ended within 10 seconds in the last 60 minutes.", 5, 0, 10_000) { Than = "more than" },
        new(CpuHigh, "Processor load", "%", "When the processor was busier than this on average over the last 5 minutes.", 90, 1, 100),
        new(MemoryHigh, "Memory in use", "%", "When more memory than this was in use on average over the last 5 minutes.", 90, 1, 100),
        new(ServerDown, "Media server not reachable", "min", "When a media server could not be reached for longer than this.", 5, 0, 10_080) { IsGrave = true, Than = "for more than" },
        new(PollLatencyHigh, "Answer time of a media server", "ms", "When 5 % of a server's answers took longer than this.", 2000, 1, 120_000),
        new(BandwidthHigh, "Bandwidth now", "Mbit/s", "When all streams together take more bandwidth than this.", 100, 0.1, 1_000_000),
        new(DatabaseSize, "Size of the database", "GB", "When the database is larger than this.", 5, 0.01, 10_000),
        new(BackupAge, "Age of the newest backup", "h", "When the newest backup of the database is older than this.", 48, 1, 87_600) { IsGrave = true },
        new(ViolationCount, "Violations of rules", "in 24 h", "When more violations of sharing rules than this were found in the last 24 hours. There are no such rules yet: it never fires.", 0, 0, 1_000_000) { IsHidden = true },
    ];

    public static AlertCondition? Find(string? word) => All.FirstOrDefault(c => c.Word == word);
}
