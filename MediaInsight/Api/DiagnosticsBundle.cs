using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MediaInsight.Data;
using MediaInsight.Live;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Sending;
using MediaInsight.Platform;
using MediaInsight.Platform.Logging;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Api;

/// <summary>
/// Version, settings, servers, jobs, channels and logs as a zip. It is made to be sent to strangers: every text loses what looks like
/// a secret, and every secret that the program knows, whatever it looks like.
/// </summary>
internal sealed partial class DiagnosticsBundle(
    IDbContextFactory<MediaInsightDb> factory, AppPaths paths, SettingsStore settings, ServerRegistry servers, LiveServers live, SecretProtector protector, ChannelSecrets channels, LogFiles logs, TimeProvider time)
{
    private const int MaxRuns = 300;
    private const int MaxLogFiles = 5;

    /// <summary>Of each log file, its end.</summary>
    private const int MaxLogBytes = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { WriteIndented = true };

    public async Task<byte[]> WriteAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.NotificationChannels.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var removal = new SecretRemoval(Secrets(rows));
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Optimal).Open(), new UTF8Encoding(false));
                writer.Write(UserInfo().Replace(removal.Remove(text), "$1***@"));
            }

            void AddJson(string name, object content) => Add(name, JsonSerializer.Serialize(content, Json));

            AddJson("about.json", About());
            AddJson("settings.json", ConfigApi.InForce(paths, settings, servers));
            AddJson("servers.json", live.Feed.Current.Servers.Select(s => new { Status = s, Readings = live.Collector.Of(s.Id) }));
            AddJson("jobs.json", await db.JobRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(MaxRuns).ToListAsync(cancellationToken));
            AddJson("channels.json", await ChannelsAsync(db, rows, cancellationToken));
            foreach (var log in logs.List().Take(MaxLogFiles))
            {
                Add($"logs/{log.Name}", await EndAsync(log.Name, cancellationToken));
            }
        }

        return file.ToArray();
    }

    private object About() => new
    {
        Version = typeof(DiagnosticsBundle).Assembly.GetName().Version?.ToString(3),
        At = time.GetUtcNow(),
        Runtime = RuntimeInformation.FrameworkDescription,
        System = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Cores = Environment.ProcessorCount,
        MemoryBytes = Environment.WorkingSet,
        DatabaseBytes = new FileInfo(paths.Database) is { Exists: true } database ? database.Length : (long?)null,
    };

    private static async Task<object> ChannelsAsync(MediaInsightDb db, List<NotificationChannel> rows, CancellationToken cancellationToken)
    {
        var counts = await db.NotificationDeliveries.AsNoTracking().Where(d => d.ChannelId != null).GroupBy(d => new { d.ChannelId, d.State }).Select(g => new { g.Key.ChannelId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        return rows.Select(c => new
        {
            c.Name,
            Kind = c.Kind.ToString(),
            c.IsEnabled,
            c.Events,
            c.FailingSince,
            c.PausedUntil,
            Messages = counts.Where(n => n.ChannelId == c.Id).ToDictionary(n => n.State.ToString(), n => n.Count),
        });
    }

    /// <summary>All that are known and can be read.</summary>
    private List<string> Secrets(List<NotificationChannel> rows) =>
    [
        .. servers.All.SelectMany(s => new[] { s.EncryptedToken, s.EncryptedWebhookSecret }).Where(s => !string.IsNullOrEmpty(s)).Select(s => protector.Unprotect(s!)).OfType<string>(), // non-null: not empty
        .. rows.SelectMany(c => channels.Open(c)?.Secrets ?? []),
    ];

    private async Task<string> EndAsync(string name, CancellationToken cancellationToken)
    {
        if (logs.Open(name) is not { } file)
        {
            return "";
        }

        await using (file)
        {
            var length = (int)Math.Min(MaxLogBytes, file.Length);
            file.Seek(file.Length - length, SeekOrigin.Begin);
            var bytes = new byte[length];
            var read = await file.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken);
            var text = Encoding.UTF8.GetString(bytes, 0, read);

            // What was cut in the middle could be half a secret.
            return file.Length > length && text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var line ? text[(line + 1)..] : text;
        }
    }

    // http://user:password@host/
    [GeneratedRegex(@"(\w://)[^/\s@""]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
