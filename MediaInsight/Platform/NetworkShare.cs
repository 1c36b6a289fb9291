namespace MediaInsight.Platform;

/// <summary>Whether a folder lies on another machine's disk: SQLite's locks and shared memory are not safe there.</summary>
public static class NetworkShare
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "nfs", "nfs3", "nfs4", "cifs", "smbfs", "smb2", "smb3", "9p", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "beegfs", "davfs", "virtiofs",
    };

    /// <summary>The kind of share ("nfs4"), or null for a local disk and where it cannot be told.</summary>
    public static string? Of(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return OfWindows(folder);
        }

        try
        {
            return OfMounts(folder, File.ReadAllText("/proc/mounts"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="folder">A full path.</param>
    /// <param name="mounts">As /proc/mounts: <c>server:/export /data nfs4 rw,vers=4.2 0 0</c>, blanks in paths written as <c>\040</c>.</param>
    internal static string? OfMounts(string folder, string mounts)
    {
        var (kind, longest) = ("", -1);
        foreach (var line in mounts.Split('\n'))
        {
            if (line.Split(' ') is not [_, var point, var type, ..])
            {
                continue;
            }

            var at = Unescape(point).TrimEnd('/');

            // A later mount on the same point covers the earlier one.
            if (at.Length >= longest && (folder == at || folder.StartsWith(at + "/", StringComparison.Ordinal)))
            {
                (kind, longest) = (type, at.Length);
            }
        }

        // FUSE says its kind behind a dot; local ones (fuseblk, fuse.mergerfs) are disks of this machine.
        return Kinds.Contains(kind) || kind is "fuse.sshfs" or "fuse.rclone" or "fuse.s3fs" or "fuse.glusterfs" or "fuse.cephfs" or "fuse.davfs2" or "fuse.smbnetfs" or "fuse.vmhgfs-fuse" ? kind : null;
    }

    internal static string? OfWindows(string folder)
    {
        if (folder.StartsWith(@"\\", StringComparison.Ordinal) && !folder.StartsWith(@"\\?\", StringComparison.Ordinal) && !folder.StartsWith(@"\\.\", StringComparison.Ordinal))
        {
            return "share";
        }

        if (folder.StartsWith(@"\\?\UNC\", StringComparison.OrdinalIgnoreCase))
        {
            return "share";
        }

        return OperatingSystem.IsWindows() && Path.GetPathRoot(folder) is { Length: > 0 } root && new DriveInfo(root).DriveType == DriveType.Network ? "share" : null;
    }

    private static string Unescape(string path) =>
        path.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal).Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
