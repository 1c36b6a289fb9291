namespace MediaInsight.Monitoring.Linux;

/// <summary>The small files the kernel writes; null where one is missing or may not be read.</summary>
/// <param name="root">"/" but in tests.</param>
internal sealed class ProcFiles(string root)
{
    // Whole files of the kernel are far smaller.
    private const int MaxCharacters = 256 * 1024;

    public string? Stat => Read("proc/stat");
    public string? Memory => Read("proc/meminfo");
    public string? Load => Read("proc/loadavg");
    public string? Network => Read("proc/net/dev");

    public string? Group(string name) => Read("sys/fs/cgroup/" + name);

    private string? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(Path.Combine(root, path));
            var buffer = new char[MaxCharacters];
            return new(buffer, 0, reader.ReadBlock(buffer));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
