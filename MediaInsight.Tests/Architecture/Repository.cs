namespace MediaInsight.Tests.Architecture;

/// <summary>The working copy that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>Sources of the program, with paths relative to the project and forward slashes; generated ones are left out.</summary>
    public static IEnumerable<(string Name, string Text)> Sources(params string[] endings)
    {
        var project = Path.Combine(Root, "MediaInsight");
        return Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(project, file).Replace('\\', '/')))
            .Where(f => endings.Any(e => f.Name.EndsWith(e, StringComparison.Ordinal)))
            .Where(f => !f.Name.StartsWith("obj/", StringComparison.Ordinal) && !f.Name.StartsWith("bin/", StringComparison.Ordinal)
                && !f.Name.StartsWith("node_modules/", StringComparison.Ordinal) && !f.Name.StartsWith("Data/Migrations/", StringComparison.Ordinal))
            .Select(f => (f.Name, File.ReadAllText(f.File)));
    }

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MediaInsight.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"MediaInsight.sln is in no folder above {from}.");
    }
}
