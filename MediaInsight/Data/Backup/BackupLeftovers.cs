using MediaInsight.Platform;

namespace MediaInsight.Data.Backup;

/// <summary>What a program that was killed in the middle of a backup left behind: no backup, and as large as one.</summary>
internal static class BackupLeftovers
{
    /// <summary>Of a copy until it is verified. SQLite puts its own files beside it, under longer names.</summary>
    public const string Ending = ".part";

    /// <summary>Only while no backup is being made.</summary>
    public static void Remove(AppPaths paths)
    {
        foreach (var file in Directory.Exists(paths.Backups) ? Directory.GetFiles(paths.Backups, $"*.db{Ending}*") : [])
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Held by a scanner, or another account's: the next backup tries again.
            }
        }
    }
}
