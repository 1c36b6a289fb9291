namespace MediaInsight.Platform;

/// <summary>One program per data folder: a second one would write beside the first and each would undo the other.</summary>
public sealed class DataLock : IDisposable
{
    private readonly FileStream _file;

    private DataLock(FileStream file) => _file = file;

    /// <summary>Null when another program holds the folder. Throws what the file system says otherwise.</summary>
    public static DataLock? TryTake(AppPaths paths)
    {
        try
        {
            return new(new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    // A full disk or a broken mount is no other program. Sharing violation: EAGAIN of Linux and macOS, and Windows' own number.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();
}
