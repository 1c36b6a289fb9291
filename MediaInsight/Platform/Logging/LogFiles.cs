using System.Buffers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Platform.Logging;

/// <param name="At">Last written.</param>
public sealed record LogFile(string Name, long SizeBytes, DateTimeOffset At);

/// <summary>The log files on disk, to list and to take away.</summary>
public sealed partial class LogFiles(AppPaths paths)
{
    internal const string Pattern = "mediainsight-.log";

    /// <summary>Newest first; none while the folder is not there.</summary>
    public IReadOnlyList<LogFile> List() => !Directory.Exists(paths.Logs) ? [] :
    [
        .. new DirectoryInfo(paths.Logs).EnumerateFiles("*.log")
            .Where(f => IsName(f.Name))
            .Select(f => new LogFile(f.Name, f.Length, new DateTimeOffset(f.LastWriteTimeUtc, TimeSpan.Zero)))
            .OrderByDescending(f => f.Name, StringComparer.Ordinal),
    ];

    /// <summary>Exactly what the file sink writes: no folder, no other file.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Null when there is no such file. The program may go on writing to it.</summary>
    public FileStream? Open(string name)
    {
        if (!IsName(name))
        {
            return null;
        }

        try
        {
            return new FileStream(Path.Combine(paths.Logs, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    internal static Results<PushStreamHttpResult, NotFound> Download(string name, LogFiles files)
    {
        if (files.Open(name) is not { } file)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Stream(output => CopyAsync(file, output), "text/plain; charset=utf-8", name);
    }

    // As long as the file was when asked for: it may grow faster than a slow reader reads.
    private static async Task CopyAsync(FileStream file, Stream output)
    {
        await using (file)
        {
            var left = file.Length;
            var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
            try
            {
                while (left > 0 && await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length))) is > 0 and var read)
                {
                    await output.WriteAsync(buffer.AsMemory(0, read));
                    left -= read;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    [GeneratedRegex(@"\Amediainsight-[0-9]{8}(?:_[0-9]{3})?\.log\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
