using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MediaInsight.Domain;
using MediaInsight.Platform;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Tests.Architecture;

/// <summary>What CONTRIBUTING.md asks for and a machine can check.</summary>
public sealed partial class ConventionTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Loops and edges that must survive whatever happens inside; anything else catches what it expects.</summary>
    private static readonly string[] CatchesEverything =
    [
        "Alerting/Producers/MediaGrouping.cs",
        "Alerting/Rules/RuleEngine.cs",
        "Api/HealthApi.cs",
        "Data/DatabaseWriter.cs",
        "Demo/DemoStart.cs",
        "Ingest/CatchUp.cs",
        "Ingest/GapLog.cs",
        "Ingest/HistoryBacklog.cs",
        "Ingest/HostFiguresReading.cs",
        "Ingest/LibrarySync.cs",
        "Ingest/LibrarySyncs.cs",
        "Ingest/ServerListener.cs",
        "Ingest/ServerPump.cs",
        "Ingest/ServerRefresh.cs",
        "Ingest/SessionPipeline.cs",
        "Jobs/JobRunner.cs",
        "Live/LiveFeed.cs",
        "Monitoring/SystemCollector.cs",
        "Notifications/Delivering/Attempt.cs",
        "Notifications/Delivering/DeliveryLoop.cs",
        "Notifications/Delivering/DeliveryResults.cs",
        "Platform/Logging/RequestLog.cs",
    ];

    private static readonly Assembly Program = typeof(MediaInsightApp).Assembly;

    private static IEnumerable<Type> Own => Program.GetTypes().Where(t =>
        t.Namespace?.StartsWith("MediaInsight", StringComparison.Ordinal) == true
        && !t.Namespace.StartsWith("MediaInsight.Data.Migrations", StringComparison.Ordinal)
        && !t.IsDefined(typeof(CompilerGeneratedAttribute))
        && !t.Name.Contains('<', StringComparison.Ordinal)
        && t.Name != "_Imports");

    [Fact]
    public void A_number_in_the_log_means_one_sentence()
    {
        var numbers = Program.GetTypes().SelectMany(t => t.GetMethods(Declared)).Select(m => (m, Told: m.GetCustomAttribute<LoggerMessageAttribute>())).Where(m => m.Told is not null).ToList();

        Assert.True(numbers.Count > 60, $"{numbers.Count} found");
        Assert.Empty(numbers.GroupBy(m => m.Told!.EventId, m => $"{m.m.DeclaringType!.Name}.{m.m.Name}").Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g)}")); // non-null: filtered; methods stand in types
    }

    [Fact]
    public void Classes_are_sealed_or_abstract()
    {
        var open = Own.Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract && !typeof(IComponent).IsAssignableFrom(t))
            // A hierarchy of records or options that is really derived from.
            .Where(t => !Own.Any(other => other.BaseType is { } b && (b.IsGenericType ? b.GetGenericTypeDefinition() : b) == t))
            .Select(t => t.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void No_type_has_the_name_of_a_namespace()
    {
        var spaces = Own.SelectMany(t => t.Namespace!.Split('.')).ToHashSet(StringComparer.Ordinal);

        // Own's filter: they have a namespace.
        Assert.Empty(Own.Where(t => !t.IsNested && t.Namespace!.Split('.').Contains(t.Name)).Select(t => t.FullName));
        Assert.Contains("History", spaces);
    }

    [Fact]
    public void Names_say_what_a_thing_does()
    {
        // AppUserManager carries the name of the framework's class it extends.
        var vague = Own.Where(t => !t.IsNested && Vague().IsMatch(t.Name) && t.Name != "AppUserManager").Select(t => t.FullName);

        Assert.Empty(vague);
    }

    [Fact]
    public void Only_modules_that_speak_to_the_outside_know_http_clients()
    {
        string[] allowed = ["Platform", "Servers", "Notifications", "Geo", "Identity"];
        var knowing =
            from type in Own
            where !allowed.Any(a => InFolder(type, $"MediaInsight.{a}"))
            from method in type.GetMembers(Declared).OfType<MethodBase>()
            from used in method.GetParameters().Select(p => p.ParameterType).Concat(method.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? [])
            where used == typeof(HttpClient) || used == typeof(IHttpClientFactory)
            select type.FullName;

        Assert.Empty(knowing);
    }

    [Fact]
    public void Vendor_components_are_named_in_the_kit_only()
    {
        var naming = Repository.Sources(".cs", ".razor", ".css", ".js")
            .Where(s => !s.Name.StartsWith("Components/Ui/", StringComparison.Ordinal) && !s.Name.StartsWith("Components/Charts/", StringComparison.Ordinal) && s.Name is not "wwwroot/css/vendor.css" and not "wwwroot/js/chart.js")
            .Where(s => Vendor().IsMatch(s.Text))
            .Select(s => s.Name);

        Assert.Empty(naming);
    }

    [Fact]
    public void Every_page_says_who_may_open_it()
    {
        var pages = Own.Where(t => t.IsDefined(typeof(RouteAttribute))).ToList();
        var undecided = pages.Where(t => !t.IsDefined(typeof(AuthorizeAttribute), inherit: true) && !t.IsDefined(typeof(AllowAnonymousAttribute), inherit: true)).Select(t => t.FullName);

        Assert.NotEmpty(pages);
        // The fallback policy asks for a sign-in; this page is where refused readers are sent.
        Assert.Equal(["MediaInsight.Components.Pages.Account.DeniedPage"], undecided);
    }

    [Fact]
    public void Every_page_is_named_as_a_page_and_routes_are_unique()
    {
        var pages = Own.Where(t => t.IsDefined(typeof(RouteAttribute))).ToList();

        Assert.Empty(pages.Where(t => !t.Name.EndsWith("Page", StringComparison.Ordinal)).Select(t => t.FullName));
        Assert.Empty(pages.SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).GroupBy(r => r.Template).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Every_product_has_a_connector_and_a_page_of_facts()
    {
        var factories = Own.Where(t => t is { IsAbstract: false } && typeof(IMediaServerClientFactory).IsAssignableFrom(t)).Select(t => t.Name).ToList();
        foreach (var kind in Enum.GetNames<ServerKind>())
        {
            Assert.Contains(factories, f => f.StartsWith(kind, StringComparison.Ordinal));
            Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "servers", $"{kind.ToLowerInvariant()}.md")), $"docs/servers/{kind}");
            Assert.True(Directory.Exists(Path.Combine(Repository.Root, "MediaInsight.Tests", "Servers", kind)), $"MediaInsight.Tests/Servers/{kind}");
        }
    }

    [Fact]
    public void Every_job_is_registered_and_documented()
    {
        var registrations = string.Concat(Repository.Sources(".cs").Select(s => s.Text).Where(t => t.Contains("IServiceCollection", StringComparison.Ordinal)));
        var page = Repository.Read("docs", "operations", "configuration.md");
        var jobs = Own.Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IJob).IsAssignableFrom(t)).ToList();
        Assert.NotEmpty(jobs);
        foreach (var job in jobs)
        {
            Assert.Contains($"<IJob, {job.Name}>", registrations, StringComparison.Ordinal);
            Assert.Contains($"`{JobName(job)}`", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_option_is_documented()
    {
        var page = Repository.Read("docs", "operations", "configuration.md");
        var named = Repository.Sources(".cs")
            .SelectMany(s => OptionKey().Matches(s.Text).Select(m => m.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal).TrimEnd('_')))
            .Where(o => o.Length > 0 && o != "Section__Name")
            .Distinct()
            .Select(o => $"MediaInsight__{o}");

        var missing = named.Concat(SettingsProperties()).Where(o => !page.Contains(o, StringComparison.Ordinal)).Distinct().ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_option_is_in_the_schema()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(Repository.Read("MediaInsight", "appsettings.schema.json"));
        var sections = schema.RootElement.GetProperty("properties").GetProperty("MediaInsight").GetProperty("properties");
        foreach (var option in SettingsProperties())
        {
            var words = option.Split("__");
            Assert.True(
                sections.TryGetProperty(words[1], out var section) && section.GetProperty("properties").TryGetProperty(words[2], out _),
                $"{option} is missing in appsettings.schema.json");
        }
    }

    [Fact]
    public void The_settings_files_name_nothing_that_the_schema_does_not_know()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(Repository.Read("MediaInsight", "appsettings.schema.json"));
        foreach (var file in new[] { Repository.Read("appsettings.example.json"), Repository.Read("MediaInsight", "appsettings.json") })
        {
            using var settings = System.Text.Json.JsonDocument.Parse(file);
            Assert.Empty(Unknown(settings.RootElement, schema.RootElement, ""));
        }
    }

    [Fact]
    public void Exceptions_are_caught_by_name_except_where_nothing_may_stop()
    {
        var found = Repository.Sources(".cs", ".razor")
            .Where(s => CatchAll().IsMatch(s.Text))
            .Select(s => s.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(CatchesEverything, found);
    }

    [Fact]
    public void Every_entity_has_a_configuration()
    {
        var configured = Own
            .SelectMany(t => t.GetInterfaces())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>))
            .Select(i => i.GetGenericArguments()[0])
            .ToHashSet();
        var sets = typeof(MediaInsight.Data.MediaInsightDb).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>))
            .Select(p => p.PropertyType.GetGenericArguments()[0]);

        Assert.Empty(sets.Where(s => !configured.Contains(s)).Select(s => s.Name));
    }

    private static IEnumerable<string> SettingsProperties() =>
        from type in Own
        where type is { IsAbstract: false } && type.Name.EndsWith("Settings", StringComparison.Ordinal) && type.GetMethod("Problems") is not null
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select $"MediaInsight__{type.Name[..^"Settings".Length]}__{property.Name}";

    private static IEnumerable<string> Unknown(System.Text.Json.JsonElement value, System.Text.Json.JsonElement schema, string at)
    {
        if (value.ValueKind == System.Text.Json.JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            return value.EnumerateArray().SelectMany(v => Unknown(v, items, at));
        }

        if (value.ValueKind != System.Text.Json.JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
        {
            return [];
        }

        return value.EnumerateObject()
            .Where(p => p.Name != "$schema")
            .SelectMany(p => properties.TryGetProperty(p.Name, out var inner)
                ? Unknown(p.Value, inner, $"{at}:{p.Name}")
                : schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == System.Text.Json.JsonValueKind.Object ? [] : [$"{at}:{p.Name}"]);
    }

    /// <summary>The name a job answers with, without making one: it is a constant of its class.</summary>
    private static string JobName(Type job)
    {
        var made = (IJob)RuntimeHelpers.GetUninitializedObject(job);
        return made.Name;
    }

    private static bool InFolder(Type type, string space) => type.Namespace == space || type.Namespace?.StartsWith(space + ".", StringComparison.Ordinal) == true;

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Util|Utilities|Common|Service|Services)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"\bRadzen|\bApexCharts\b|\bapexcharts\b")]
    private static partial Regex Vendor();

    [GeneratedRegex(@"catch \(Exception(?: [a-z]\w*)?\)(?! when \((?:e|ex) is (?!not ))")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"MediaInsight(?:__|:)([A-Z][A-Za-z]*(?:(?:__|:)[A-Z][A-Za-z]*)*)")]
    private static partial Regex OptionKey();
}
