namespace MediaInsight.Tests.Infrastructure;

/// <summary>Files of MediaInsight.Tests/Fixtures.</summary>
public static class Fixture
{
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));
}
