using System.Data.Common;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Alerts;

/// <param name="Value">In the condition's unit; null: not measured.</param>
/// <param name="About">What the figure is of: "/media", "Attic 12 min"; null where nothing needs to be said.</param>
public sealed record AlertReading(double? Value, string? About = null)
{
    public static readonly AlertReading NotMeasured = new(Value: null);
}

/// <summary>Reads the figures that alert rules are about.</summary>
public sealed partial class AlertMeasures(
    IDbContextFactory<MediaInsightDb> factory, SystemMetrics metrics, LiveServers servers, LiveSessions sessions, DatabaseFacts database, BackupShelf backups, AppPaths paths, SettingsStore settings, TimeProvider time,
    ILogger<AlertMeasures> logger)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(60);

    /// <summary>At least; samples that are taken seldom need longer.</summary>
    private static readonly TimeSpan LoadWindow = TimeSpan.FromMinutes(5);

    /// <summary>A folder on a share that hangs must not hold up the other rules.</summary>
    private static readonly TimeSpan FolderLimit = TimeSpan.FromSeconds(10);

    /// <summary>A stream that ends as early as this showed nothing.</summary>
    private static readonly TimeSpan Broken = TimeSpan.FromSeconds(10);

    /// <summary>Conversions that began longer ago and failed just now are not looked for: the index is by their begin.</summary>
    private static readonly TimeSpan LongestConversion = TimeSpan.FromHours(24);
    private const int MaxPlays = 20_000;
    private const double Gigabyte = 1e9;

    /// <summary>One reading of each; conditions that nobody knows are not measured.</summary>
    public async Task<IReadOnlyDictionary<string, AlertReading>> ReadAsync(IEnumerable<string> conditions, CancellationToken cancellationToken)
    {
        var readings = new Dictionary<string, AlertReading>(StringComparer.Ordinal);
        foreach (var word in conditions.Distinct(StringComparer.Ordinal))
        {
            try
            {
                readings[word] = await ReadAsync(word, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException or TimeoutException)
            {
                // One figure that cannot be read silences no other rule.
                readings[word] = AlertReading.NotMeasured;
                LogUnread(e, word);
            }
        }

        return readings;
    }

    private async Task<AlertReading> ReadAsync(string word, CancellationToken cancellationToken) => word switch
    {
        AlertConditions.DiskSpaceLow => Fullest(await FreshAsync(cancellationToken)),
        AlertConditions.GpuTempHigh => new((await FreshAsync(cancellationToken))?.GpuTemperature),
        AlertConditions.TranscodeFailure => new(await FailedTranscodesAsync(cancellationToken)),
        AlertConditions.StreamError => new(await BrokenStreamsAsync(cancellationToken)),
        AlertConditions.CpuHigh => new((await metrics.LoadSinceAsync(LoadSince, cancellationToken)).CpuPercent),
        AlertConditions.MemoryHigh => new((await metrics.LoadSinceAsync(LoadSince, cancellationToken)).MemoryPercent),
        AlertConditions.ServerDown => Down(),
        AlertConditions.PollLatencyHigh => Slowest(),
        AlertConditions.BandwidthHigh => new(sessions.Feed.Current.Sessions.Sum(s => (long)(s.Session.Latest.BandwidthKbps ?? 0)) / 1000.0),
        AlertConditions.DatabaseSize => new(database.SizeBytes / Gigabyte),
        AlertConditions.BackupAge => new((time.GetUtcNow() - await Task.Run(NewestBackup, cancellationToken).WaitAsync(FolderLimit, time, cancellationToken)).TotalHours),

        // Nobody looks for them yet: a zero would say that all is well.
        AlertConditions.ViolationCount => AlertReading.NotMeasured,
        _ => AlertReading.NotMeasured,
    };

    private DateTimeOffset LoadSince
    {
        get
        {
            var two = TimeSpan.FromSeconds(2 * settings.Get<MonitoringSettings>().IntervalSeconds);
            return time.GetUtcNow() - (two > LoadWindow ? two : LoadWindow);
        }
    }

    /// <summary>Null: the newest sample is too old to say anything of now.</summary>
    private async Task<SystemSample?> FreshAsync(CancellationToken cancellationToken)
    {
        var oldest = TimeSpan.FromSeconds(Math.Max(300, settings.Get<MonitoringSettings>().IntervalSeconds * 3));
        return await metrics.LatestAsync(cancellationToken) is { } sample && time.GetUtcNow() - sample.RecordedAt <= oldest ? sample : null;
    }

    private static AlertReading Fullest(SystemSample? sample) =>
        DiskReading.Read(sample?.Disks).Where(d => d.FreeGb is not null).MinBy(d => d.FreeGb) is { } disk ? new(disk.FreeGb, disk.Path) : AlertReading.NotMeasured;

    private async Task<int> FailedTranscodesAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (begin, since) = (now - LongestConversion, now - Window);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.TranscodeRecords.CountAsync(t => t.StartedAt >= begin && t.EndedAt >= since && t.Failure != null, cancellationToken);
    }

    /// <summary>Whoever skips through songs breaks nothing, nor does whoever goes on to the next title.</summary>
    private async Task<int> BrokenStreamsAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Window;
        var begin = since - Broken;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var ended = await db.Plays.AsNoTracking()
            .Where(p => p.StartedAt >= begin && p.StoppedAt >= since && p.Kind != MediaKind.Track && (p.StopReason == StopReason.Stopped || p.StopReason == StopReason.Vanished))
            .OrderByDescending(p => p.StartedAt).Take(MaxPlays).Select(p => new { p.StartedAt, p.StoppedAt }).ToListAsync(cancellationToken);
        return ended.Count(p => p.StoppedAt - p.StartedAt < Broken);
    }

    private AlertReading Down()
    {
        var watched = servers.Feed.Current.Servers.Where(s => s.Health != ServerHealth.Disabled).ToList();
        var now = time.GetUtcNow();
        var down = watched.Where(s => s.FailingSince is not null).Select(s => (s.Name, Minutes: Math.Max(0, (now - s.FailingSince!.Value).TotalMinutes))).OrderByDescending(s => s.Minutes).ToList(); // non-null: asked before
        return watched.Count == 0 ? AlertReading.NotMeasured : down.Count == 0 ? new(0) : new(down[0].Minutes, string.Join(", ", down.Select(d => $"{d.Name} {d.Minutes:0}\u00A0min")));
    }

    private AlertReading Slowest()
    {
        var readings = servers.Feed.Current.Servers.Select(s => new AlertReading(servers.Collector.Of(s.Id).P95Ms, s.Name));
        return readings.Where(r => r.Value is not null).MaxBy(r => r.Value) ?? AlertReading.NotMeasured;
    }

    /// <summary>Without any backup the database is as old as what would be lost.</summary>
    private DateTimeOffset NewestBackup() => backups.List() is [var newest, ..] ? newest.MadeAt : new FileInfo(paths.Database).CreationTimeUtc;

    [LoggerMessage(1920, LogLevel.Warning, "A figure of the alert rules cannot be read: {Condition}")]
    private partial void LogUnread(Exception e, string condition);
}
