using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Platform;

namespace MediaInsight.Data.Backup;

/// <summary>The folder of backups: what is there, what goes.</summary>
public sealed partial class BackupShelf(AppPaths paths, SettingsStore settings, ILogger<BackupShelf> logger)
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<BackupFile> List() =>
    [
        .. new DirectoryInfo(paths.Backups).GetFiles("*.db")
            .Select(f => BackupFile.Read(f.Name) is { } known ? new BackupFile(f.Name, known.Reason, known.MadeAt, f.Length, Proof(f.FullName)) : null)
            .OfType<BackupFile>()
            .OrderByDescending(f => f.MadeAt),
    ];

    /// <summary>Full path; null when there is no such backup.</summary>
    public string? Find(string name) => BackupFile.IsName(name) && Path.Combine(paths.Backups, name) is var file && File.Exists(file) ? file : null;

    public bool Delete(string name)
    {
        if (Find(name) is not { } file)
        {
            return false;
        }

        File.Delete(file);
        File.Delete(file + ".json");
        return true;
    }

    /// <summary>After a verified backup: how many older ones went.</summary>
    public int Rotate()
    {
        var superfluous = BackupRotation.Superfluous(List(), settings.Get<BackupSettings>(), settings.Get<SiteSettings>().Zone());
        foreach (var file in superfluous)
        {
            Delete(file.Name);
            LogRotated(file.Name);
        }

        return superfluous.Count;
    }

    private static BackupProof? Proof(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupProof>(File.ReadAllText(file + ".json"));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LoggerMessage(1011, LogLevel.Information, "Backup {Name} was no longer needed and was deleted")]
    private partial void LogRotated(string name);
}
