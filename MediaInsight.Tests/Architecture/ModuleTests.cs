using System.Reflection;

namespace MediaInsight.Tests.Architecture;

/// <summary>The direction of dependencies, read from the compiled program (docs/architecture/overview.md, "Modules").</summary>
public sealed class ModuleTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const string MapFile = "docs/architecture/modules.txt";

    /// <summary>A module uses modules of lower levels only; within one level nobody sees anybody.</summary>
    private static readonly Dictionary<string, int> Levels = new()
    {
        ["Domain"] = 0,
        ["Platform"] = 0,
        ["Data"] = 1,
        ["Geo"] = 1,
        ["Sessions"] = 1,
        ["Servers"] = 2,
        ["Identity"] = 2,
        ["Jobs"] = 2,
        ["Monitoring"] = 2,
        ["Viewers"] = 3,
        ["Libraries"] = 3,
        ["Live"] = 4,
        ["History"] = 4,
        ["Notifications"] = 5,
        ["Analytics"] = 5,
        ["Import"] = 5,
        ["Rules"] = 6,
        ["Alerting"] = 6,
        ["Ingest"] = 7,
        ["Newsletters"] = 7,
        ["Api"] = 7,
        ["Components"] = 8,
        ["Demo"] = 8,
    };

    private static readonly Assembly Program = typeof(MediaInsightApp).Assembly;
    private static readonly ModuleGraph Graph = new(Program, "MediaInsight");

    /// <summary>The one place that names every entity, whatever module it lies in.</summary>
    private static IEnumerable<ModuleGraph.Reference> Held => Graph.References.Where(r =>
        !(r.From == "Data" && (r.FromType is nameof(MediaInsight.Data.MediaInsightDb) or "StandaloneContext" || IsMigration(r.FromType) || IsDerivedContext(r.FromType))));

    [Fact]
    public void Every_module_has_a_level()
    {
        var unknown = Graph.References.SelectMany(r => new[] { r.From, r.To }).Distinct().Where(m => !Levels.ContainsKey(m));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Modules_use_lower_levels_only()
    {
        var upward = Held.Where(r => Levels[r.To] >= Levels[r.From]).Select(r => $"{r.From}.{r.FromType} -> {r.To}.{r.ToType}").Order();

        Assert.Empty(upward);
    }

    [Fact]
    public void The_map_of_modules_is_up_to_date()
    {
        var edges = string.Join('\n', Held.Select(r => $"{r.From} -> {r.To}").Distinct().OrderBy(e => Levels[e.Split(' ')[0]]).ThenBy(e => e, StringComparer.Ordinal)) + '\n';
        if (Environment.GetEnvironmentVariable("MEDIAINSIGHT_WRITE_MODULES") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, MapFile), edges);
        }

        // A new edge is a decision: `./dev modules` writes the file, its diff is read like code.
        Assert.Equal(Repository.Read(MapFile), edges);
    }

    [Fact]
    public void Products_do_not_see_one_another()
    {
        string[] products = ["Plex", "Emby", "Jellyfin", "Audiobookshelf"];
        var seen =
            from type in Types()
            let own = products.FirstOrDefault(p => InFolder(type, $"MediaInsight.Servers.{p}"))
            where own is not null
            from used in UsedInSignatures(type)
            where products.Any(p => p != own && InFolder(used, $"MediaInsight.Servers.{p}"))
            select $"{type.FullName} -> {used.FullName}";

        Assert.Empty(seen);
    }

    [Fact]
    public void What_a_product_says_on_the_wire_stays_in_its_folder()
    {
        var shown = Types().Where(t => t.IsVisible && t.Namespace is { } space && space.StartsWith("MediaInsight.Servers.", StringComparison.Ordinal) && t.Name.EndsWith("Dto", StringComparison.Ordinal));

        Assert.Empty(shown);
    }

    [Fact]
    public void The_state_machine_is_pure()
    {
        string[] barred = ["System.Threading.Tasks", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "System.Net.Http"];
        var seen =
            from type in Types()
            where InFolder(type, "MediaInsight.Sessions") || InFolder(type, "MediaInsight.Domain")
            from used in UsedInSignatures(type)
            where barred.Any(b => InFolder(used, b))
            select $"{type.FullName} -> {used.FullName}";

        Assert.Empty(seen);
    }

    [Fact]
    public void Pages_read_through_queries_never_the_database()
    {
        var direct = Graph.References.Where(r => r.From == "Components" && r.To == "Data" && r.ToType is nameof(MediaInsight.Data.MediaInsightDb) or "DatabaseWriter").Select(r => $"{r.FromType} -> {r.ToType}");

        Assert.Empty(direct);
    }

    private static IEnumerable<Type> Types() => Program.GetTypes().Where(t => t.Namespace?.StartsWith("MediaInsight", StringComparison.Ordinal) == true);

    private static bool InFolder(Type type, string space) => type.Namespace == space || type.Namespace?.StartsWith(space + ".", StringComparison.Ordinal) == true;

    private static bool IsMigration(string name) => Types().Any(t => t.Name == name && InFolder(t, "MediaInsight.Data.Migrations"));

    private static bool IsDerivedContext(string name) => Types().Any(t => t.Name == name && t.IsSubclassOf(typeof(MediaInsight.Data.MediaInsightDb)));

    private static IEnumerable<Type> UsedInSignatures(Type type) =>
        type.GetFields(Declared).Select(f => f.FieldType)
            .Concat(type.GetMethods(Declared).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)))
            .Concat(type.GetConstructors(Declared).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)))
            .Append(type.BaseType ?? typeof(object))
            .Distinct();
}
