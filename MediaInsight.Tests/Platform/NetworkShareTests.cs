using MediaInsight.Platform;

namespace MediaInsight.Tests.Platform;

public sealed class NetworkShareTests
{
    private const string Mounts = """
        overlay / overlay rw,relatime 0 0
        /dev/sda1 /data ext4 rw 0 0
        nas:/export /data/nas nfs4 rw,vers=4.2 0 0
        //nas/media /mnt/My\040Share cifs rw 0 0
        me@host:/x /mnt/ssh fuse.sshfs rw 0 0
        /dev/sdb1 /mnt/disk fuseblk rw 0 0
        1:2 /mnt/pool fuse.mergerfs rw 0 0
        drivers /mnt/c 9p rw 0 0
        nas:/old /mnt/covered nfs rw 0 0
        /dev/sdc1 /mnt/covered xfs rw 0 0

        """;

    [Theory]
    [InlineData("/data", null)]
    [InlineData("/data/mediainsight", null)]
    [InlineData("/data/nas", "nfs4")]
    [InlineData("/data/nas/deep/inside", "nfs4")]
    [InlineData("/data/nascent", null)]
    [InlineData("/mnt/My Share/insight", "cifs")]
    [InlineData("/mnt/ssh/x", "fuse.sshfs")]
    [InlineData("/mnt/disk/x", null)]
    [InlineData("/mnt/pool/x", null)]
    [InlineData("/mnt/c/Users", "9p")]
    [InlineData("/mnt/covered/x", null)]
    [InlineData("/srv", null)]
    public void The_deepest_mount_decides(string folder, string? kind) => Assert.Equal(kind, NetworkShare.OfMounts(folder, Mounts));

    [Theory]
    [InlineData(@"\\nas\share\insight", "share")]
    [InlineData(@"\\?\UNC\nas\share", "share")]
    [InlineData(@"\\?\C:\insight", null)]
    [InlineData(@"C:\insight", null)]
    public void A_windows_share_is_one(string folder, string? kind) => Assert.Equal(kind, NetworkShare.OfWindows(folder));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n\n \n")]
    public void What_cannot_be_told_is_no_share(string mounts) => Assert.Null(NetworkShare.OfMounts("/data", mounts));
}
