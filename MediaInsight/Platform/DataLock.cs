namespace MediaInsight.Platform;

/// <summary>One program per data folder: a second one would write beside the first and each would undo the other.</summary>
public sealed class DataLock : IDisposable
{
    private readonly FileStream _file;

    private DataLock(FileStream file) => _file = file;

    /// <summary>Null when another program holds the folder.</summary>
    public static DataLock? TryTake(AppPaths paths)
    {
        try
        {
            return new(new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
