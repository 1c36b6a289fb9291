namespace MediaInsight.Notifications.Script;

/// <summary>The one folder whose programs may be started: <c>MediaInsight:Notifications:ScriptFolder</c>; null: none, and scripts are off.</summary>
public sealed class ScriptFolder(string? path)
{
    public bool IsOn => Path is not null;

    public string? Path { get; } = string.IsNullOrWhiteSpace(path) ? null : System.IO.Path.GetFullPath(path);

    public static ScriptFolder From(IConfiguration configuration) => new(configuration["MediaInsight:Notifications:ScriptFolder"]);

    public static IEnumerable<string> Validate(IConfiguration configuration) =>
        From(configuration) is { Path: { } path } && !Directory.Exists(path) ? [$"MediaInsight__Notifications__ScriptFolder: there is no folder {path}."] : [];

    /// <summary>Names of what can be started.</summary>
    public IReadOnlyList<string> Names()
    {
        if (Path is null || !Directory.Exists(Path))
        {
            return [];
        }

        return [.. Directory.EnumerateFiles(Path).Select(f => System.IO.Path.GetFileName(f)).Where(n => Find(n) is not null).Order(StringComparer.OrdinalIgnoreCase).Take(200)];
    }

    /// <summary>The file to start; null: not directly inside the folder, a link that leads out of it, or no program.</summary>
    public string? Find(string name)
    {
        if (Path is null || name.Length == 0 || name[0] == '.' || name != System.IO.Path.GetFileName(name))
        {
            return null;
        }

        try
        {
            var file = new FileInfo(System.IO.Path.Combine(Path, name));
            if (!file.Exists)
            {
                return null;
            }

            // Only the file that is meant in the end counts; the folder itself may be reached through a link.
            var meant = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            var folder = new DirectoryInfo(Path);
            var real = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
            var parent = System.IO.Path.GetDirectoryName(meant.FullName);
            var isInside = meant is FileInfo { Exists: true } && (parent == Path || parent == real);
            return isInside && IsProgram(meant.FullName) ? file.FullName : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsProgram(string file) =>
        OperatingSystem.IsWindows()
            ? System.IO.Path.GetExtension(file) is ".exe" or ".com"
            : (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
