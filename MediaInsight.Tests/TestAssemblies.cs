using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using MediaInsight.Tests.Infrastructure;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace MediaInsight.Tests;

internal static class TestAssemblies
{
    /// <summary>bunit was compiled against AngleSharp.Diffing 1.x; the older one beside the tests serves it.</summary>
    [ModuleInitializer]
    internal static void Initialize()
    {
        var home = Path.GetDirectoryName(typeof(TestAssemblies).Assembly.Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(home, "AngleSharp.Diffing.dll")) : null;
    }
}
