using System.Text.Json;
using System.Text.RegularExpressions;

namespace MediaInsight.Tests.Architecture;

/// <summary>What the program is made with, against docs/licenses.md.</summary>
public sealed partial class LicenseTests
{
    /// <summary>None of them asks that what uses the package be published.</summary>
    private static readonly string[] Free = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "OFL-1.1"];

    private static readonly IReadOnlyDictionary<string, string> Listed = Row().Matches(Repository.Read("docs", "licenses.md")).Where(m => m.Groups[2].Value is not ("Licence" or "---")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Every_package_of_the_lock_files_is_listed_and_nothing_else()
    {
        var used = Nuget("MediaInsight").Concat(Nuget("MediaInsight.Tests")).Concat(Nuget("MediaInsight.Benchmarks")).Concat(Npm().Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Empty(used.Except(Listed.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(Listed.Keys.Except(used, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_is_shipped_is_under_a_licence_that_asks_for_nothing_but_a_name()
    {
        Assert.All(Nuget("MediaInsight").Concat(Npm().Keys), package => Assert.Contains(Listed[package], Free));
        Assert.DoesNotContain(Listed.Values, l => l.Contains("GPL", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Packages_of_the_browser_declare_what_is_listed() =>
        Assert.All(Npm(), package => Assert.Equal(package.Value, Listed[package.Key]));

    private static IEnumerable<string> Nuget(string project)
    {
        using var locked = JsonDocument.Parse(Repository.Read(project, "packages.lock.json"));
        return [.. locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject()).Where(p => p.Value.GetProperty("type").GetString() != "Project").Select(p => p.Name)];
    }

    private static Dictionary<string, string> Npm()
    {
        using var locked = JsonDocument.Parse(Repository.Read("MediaInsight", "package-lock.json"));
        return locked.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0)
            .ToDictionary(p => p.Name["node_modules/".Length..], p => p.Value.GetProperty("license").GetString() ?? "");
    }

    [GeneratedRegex(@"^\| ([^ |]+) \| ([A-Za-z0-9.-]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
