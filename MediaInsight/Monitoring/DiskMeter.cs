using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediaInsight.Monitoring;

/// <summary>The room of one configured path, bytes. Null: not told.</summary>
/// <param name="Free">What this program may still use.</param>
/// <param name="Problem">Why nothing is told; null when all is well.</param>
public sealed record DiskReading(
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("total")] long? Total,
    [property: JsonPropertyName("free")] long? Free,
    [property: JsonPropertyName("problem")] string? Problem = null)
{
    private const double Gigabyte = 1e9;

    [JsonIgnore]
    public double? TotalGb => Total / Gigabyte;

    [JsonIgnore]
    public double? FreeGb => Free / Gigabyte;

    /// <summary>Not free for us: what is kept back for the system counts as used.</summary>
    [JsonIgnore]
    public double? UsedGb => (Total - Free) / Gigabyte;

    /// <summary>0–1.</summary>
    [JsonIgnore]
    public double? UsedShare => Total > 0 && Free is { } free ? Math.Clamp(1 - ((double)free / Total.Value), 0, 1) : null;

    public static string Write(IReadOnlyList<DiskReading> disks) => JsonSerializer.Serialize(disks);

    public static IReadOnlyList<DiskReading> Read(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<List<DiskReading>>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>Asks the file system for the room of paths. A network mount that hangs costs one thread and its own figures, nothing else.</summary>
/// <param name="ask">Total and free bytes of an existing folder; may block for ever.</param>
internal sealed class DiskMeter(TimeProvider time, Func<string, DiskReading>? ask = null)
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Task<DiskReading>> _hanging = new(StringComparer.Ordinal);
    private readonly Func<string, DiskReading> _ask = ask ?? Ask;

    public async Task<IReadOnlyList<DiskReading>> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        await Task.WhenAll([.. paths.Distinct(StringComparer.Ordinal).Select(p => ReadAsync(p, Started(p), cancellationToken))]);

    /// <summary>One that still hangs is not asked again beside itself.</summary>
    private Task<DiskReading> Started(string path)
    {
        lock (_hanging)
        {
            if (_hanging.TryGetValue(path, out var task) && !task.IsCompleted)
            {
                return task;
            }

            // A thread of its own: one that hangs must not be missing elsewhere.
            return _hanging[path] = Task.Factory.StartNew(() => _ask(path), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        }
    }

    private async Task<DiskReading> ReadAsync(string path, Task<DiskReading> asked, CancellationToken cancellationToken)
    {
        try
        {
            return await asked.WaitAsync(Bound, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new(path, null, null, "does not answer");
        }
    }

    private static DiskReading Ask(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (!Directory.Exists(full))
            {
                return new(path, null, null, "does not exist");
            }

            // Elsewhere than on Windows any folder will do, and tells of the file system it lies on.
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(full) ?? full : full);
            return new(path, drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new(path, null, null, "cannot be read");
        }
    }
}
