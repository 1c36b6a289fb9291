using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MediaInsight.Domain;
using MediaInsight.Platform;

namespace MediaInsight.Servers;

/// <summary>
/// Pictures of servers, fetched once and kept on disk: the browser never meets a media server or its token. A picture that
/// is missing is remembered for a while too.
/// </summary>
public sealed partial class ImageCache(ServerRegistry registry, ServerClients clients, AppPaths paths, TimeProvider time, ILogger<ImageCache> logger) : IDisposable
{
    /// <summary>Widths that are asked of servers, pixels; a request gets the next larger one.</summary>
    private static readonly int[] Widths = [80, 160, 240, 320, 480, 640, 960, 1280, 1920];
    private static readonly TimeSpan MissingFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FreshFor = TimeSpan.FromDays(30);

    // Asked for again within it, a picture is not noted once more: a page of posters is no reason to write.
    private static readonly TimeSpan NotedFor = TimeSpan.FromHours(1);
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<string, Lazy<Task<CachedImage?>>> _loading = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _missing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ServerId, (string Token, IMediaServerClient Client)> _clients = new();
    private readonly SemaphoreSlim _slots = new(6, 6);

    /// <summary>Null when there is no picture, or none at the moment.</summary>
    /// <param name="path">What a connector stored for it.</param>
    public async Task<CachedImage?> GetAsync(ServerId server, string path, int width, CancellationToken cancellationToken)
    {
        var wanted = Widths.FirstOrDefault(w => w >= width, Widths[^1]);
        var key = KeyOf(server, path, wanted);
        if (OnDisk(key) is { } cached)
        {
            return cached;
        }

        if (_missing.TryGetValue(key, out var since) && time.GetUtcNow() - since < MissingFor)
        {
            return null;
        }

        // One fetch however many ask; it is not theirs to cancel.
        var loading = _loading.GetOrAdd(key, k => new(() => FetchAsync(server, path, wanted, k)));
        try
        {
            return await loading.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            _loading.TryRemove(key, out _);
        }
    }

    /// <summary>
    /// Deletes what was fetched too long ago, so that it is fetched anew, and of the rest the pictures that were not asked for
    /// longest until the folder is below the limit. Returns bytes freed.
    /// </summary>
    public long Prune(long maxBytes)
    {
        var files = new DirectoryInfo(paths.Images).EnumerateFiles("*", SearchOption.AllDirectories).OrderByDescending(f => f.LastAccessTimeUtc).ToList();
        var kept = 0L;
        var freed = 0L;
        foreach (var file in files)
        {
            if (kept + file.Length > maxBytes || time.GetUtcNow() - file.LastWriteTimeUtc > FreshFor)
            {
                freed += file.Length;
                file.Delete();
            }
            else
            {
                kept += file.Length;
            }
        }

        return freed;
    }

    /// <summary>Deletes one picture in all its widths. Returns how many files that were.</summary>
    public int Forget(ServerId server, string path)
    {
        var deleted = 0;
        foreach (var file in Widths.SelectMany(w => ImageFormats.All.Select(f => FileOf(KeyOf(server, path, w), f.Extension))).Where(File.Exists))
        {
            File.Delete(file);
            deleted++;
        }

        return deleted;
    }

    /// <summary>How many files <see cref="Forget"/> would delete.</summary>
    public int Count(ServerId server, string path) =>
        Widths.SelectMany(w => ImageFormats.All.Select(f => FileOf(KeyOf(server, path, w), f.Extension))).Count(File.Exists);

    public void Dispose()
    {
        foreach (var (_, client) in _clients.Values)
        {
            client.Dispose();
        }

        _slots.Dispose();
    }

    private async Task<CachedImage?> FetchAsync(ServerId id, string path, int width, string key)
    {
        await _slots.WaitAsync();
        try
        {
            if (registry.Find(id) is not { IsEnabled: true } server)
            {
                return null;
            }

            var image = await ClientOf(server).GetImageAsync(path, width, CancellationToken.None);
            if (image is null || ImageFormats.Detect(image.Content) is not { } format)
            {
                Miss(key);
                return null;
            }

            var file = FileOf(key, format.Extension);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // non-null: below the image folder
            var temporary = $"{file}.{Guid.CreateVersion7(time.GetUtcNow()):N}";
            await File.WriteAllBytesAsync(temporary, image.Content);
            var now = time.GetUtcNow().UtcDateTime;
            File.SetLastWriteTimeUtc(temporary, now);
            File.SetLastAccessTimeUtc(temporary, now);
            File.Move(temporary, file, overwrite: true);
            return new(file, format.ContentType, TagOf(key, now));
        }
        catch (Exception e) when (e is ServerFailure or IOException or UnauthorizedAccessException)
        {
            LogFailed(id.Value, e.Message);
            return null;
        }
        finally
        {
            _slots.Release();
        }
    }

    private IMediaServerClient ClientOf(MediaServer server)
    {
        var fingerprint = $"{server.Url}|{server.EncryptedToken}|{server.PinnedFingerprint}";
        if (_clients.TryGetValue(server.Id, out var known) && known.Token == fingerprint)
        {
            return known.Client;
        }

        var made = clients.Create(server);
        _clients[server.Id] = (fingerprint, made);
        return made;
    }

    private void Miss(string key)
    {
        if (_missing.Count > MaxRemembered)
        {
            _missing.Clear();
        }

        _missing[key] = time.GetUtcNow();
    }

    private CachedImage? OnDisk(string key)
    {
        foreach (var format in ImageFormats.All)
        {
            var file = new FileInfo(FileOf(key, format.Extension));
            if (file.Exists)
            {
                NoteAsked(file);
                return new(file.FullName, format.ContentType, TagOf(key, file.LastWriteTimeUtc));
            }
        }

        return null;
    }

    // The file system's own times of reading are often switched off.
    private void NoteAsked(FileInfo file)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - file.LastAccessTimeUtc < NotedFor)
        {
            return;
        }

        try
        {
            File.SetLastAccessTimeUtc(file.FullName, now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Pruned this moment, or a folder that cannot be written: the picture is shown all the same.
        }
    }

    // A server may change a picture and keep its address: the tag is that of one fetch.
    private static string TagOf(string key, DateTime fetchedAt) => $"{key}-{fetchedAt.Ticks:x}";

    private static string KeyOf(ServerId server, string path, int width) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server.Value}|{width}|{path}")));

    private string FileOf(string key, string extension) => Path.Combine(paths.Images, key[..2], key + extension);

    [LoggerMessage(1020, LogLevel.Debug, "A picture of server {Server} cannot be fetched: {Reason}")]
    private partial void LogFailed(int server, string reason);
}

/// <param name="ETag">Without quotes.</param>
public sealed record CachedImage(string File, string ContentType, string ETag);
