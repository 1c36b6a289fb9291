namespace MediaInsight.Platform;

/// <summary>Everything the program writes lies below one folder.</summary>
public sealed class AppPaths
{
    public AppPaths(string dataPath)
    {
        Data = Path.GetFullPath(dataPath);
        CreatePrivate(Data);
        CreatePrivate(Keys);
        Directory.CreateDirectory(Logs);
        Directory.CreateDirectory(Images);
        Directory.CreateDirectory(Backups);
    }

    public string Data { get; }
    public string Database => Path.Combine(Data, "mediainsight.db");

    /// <summary>Data-protection keys: cookies and stored server tokens are worth nothing without them.</summary>
    public string Keys => Path.Combine(Data, "keys");
    public string Logs => Path.Combine(Data, "logs");

    /// <summary>Picture cache: may be deleted at any time.</summary>
    public string Images => Path.Combine(Data, "images");
    public string Backups => Path.Combine(Data, "backups");

    /// <summary>Bearer token of the API, readable by the owner only.</summary>
    public string AdminToken => Path.Combine(Data, "admin_token");

    /// <summary>What a first visitor who is not on this machine has to type.</summary>
    public string SetupCode => Path.Combine(Data, "setup_code");
    public string Lock => Path.Combine(Data, ".lock");

    /// <summary>Why the folder could not be used; null when it can. Nothing stays behind.</summary>
    public static string? ProblemOf(string path)
    {
        try
        {
            var known = Path.GetFullPath(path);
            while (!Directory.Exists(known))
            {
                if (File.Exists(known) || Path.GetDirectoryName(known) is not { } above)
                {
                    return $"'{known}' is no folder.";
                }

                known = above;
            }

            using var trial = new FileStream(Path.Combine(known, $".mediainsight-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }

    /// <summary>Writes a file that only the owner can read, whole or not at all.</summary>
    public static void WriteSecret(string path, string content)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
