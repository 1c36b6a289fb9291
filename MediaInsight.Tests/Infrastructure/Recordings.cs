namespace MediaInsight.Tests.Infrastructure;

/// <summary>
/// Payload recordings that are not part of this repository (Plex and Emby): read from the folder named by
/// MEDIAINSIGHT_WIRE when it is set. The run says once how many there are.
/// </summary>
public static class Recordings
{
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("MEDIAINSIGHT_WIRE") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Full names of the files below a product's folder, sorted; empty without recordings.</summary>
    public static IReadOnlyList<string> Files(string product, string pattern = "*") =>
        Folder is { } root && Directory.Exists(Path.Combine(root, product))
            ? [.. Directory.EnumerateFiles(Path.Combine(root, product), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The text of one recording, or null without recordings.</summary>
    public static string? Read(string product, string relative) =>
        Folder is { } root && File.Exists(Path.Combine(root, product, relative)) ? File.ReadAllText(Path.Combine(root, product, relative)) : null;
}
