using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Benchmarks.History;

/// <summary>Years of a household's history in a database of the program, built once and found again.</summary>
internal sealed record DataSet(DataSetPlan Plan, string Folder)
{
    private const int UsableDays = 7;
    private const int EventDays = 14;

    public string Database => Path.Combine(Folder, "mediainsight.db");

    /// <summary>A built one that ended within the last week and has the schema of this program; else it is built.</summary>
    public static async Task<DataSet> OpenAsync(Arguments options, CancellationToken cancellationToken)
    {
        var root = Directory.CreateDirectory(options.Data ?? Path.Combine(Path.GetTempPath(), "mediainsight-bench-data")).FullName;
        var yesterday = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);
        var plan = options.History with { Until = options.Until ?? yesterday };
        if (plan.Problem is { } problem)
        {
            throw new ArgumentException(problem);
        }

        var schema = Schema();
        for (var age = 0; age < (options.Until is null ? UsableDays : 1); age++)
        {
            var built = At(root, plan with { Until = plan.Until.AddDays(-age) }, schema);
            if (File.Exists(built.Database))
            {
                Console.WriteLine($"data set: {built.Folder}");
                return built;
            }
        }

        var wanted = At(root, plan, schema);
        await BuildAsync(wanted, cancellationToken);
        return wanted;
    }

    /// <summary>Its household's midnight after the last day.</summary>
    public DateTimeOffset End => SiteDays.Start(Plan.Until.AddDays(1), TimeZoneInfo.FindSystemTimeZoneById(DataSetPlan.Zone));

    private static DataSet At(string root, DataSetPlan plan, string schema) => new(plan, Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{plan.Key}-{plan.Until:yyyyMMdd}-{schema}")));

    /// <summary>Another schema is another data set.</summary>
    private static string Schema()
    {
        using var db = StandaloneContext.Sqlite("schema.db");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', db.Database.GetMigrations()) + db.Database.GenerateCreateScript())))[..8];
    }

    /// <summary>Under another name until it is whole.</summary>
    private static async Task BuildAsync(DataSet wanted, CancellationToken cancellationToken)
    {
        var (plan, began, growing) = (wanted.Plan, Stopwatch.GetTimestamp(), wanted with { Folder = wanted.Folder + ".new" });
        Console.WriteLine($"data set: building {plan.Plays} plays of {plan.People} people and {plan.Titles} titles in {plan.Years} years until {plan.Until:yyyy-MM-dd}");
        if (Directory.Exists(growing.Folder))
        {
            Directory.Delete(growing.Folder, recursive: true);
        }

        var chance = new Chance(plan.Seed);
        Evenings evenings;
        await using (var product = await ProductServices.OpenAsync(growing.Folder, new SetClock(wanted.End), cancellationToken))
        {
            await product.Get<SettingsStore>().SetAsync(new SiteSettings { TimeZone = DataSetPlan.Zone }, cancellationToken);
            var catalogue = await Catalogue.WriteAsync(product, plan, chance, cancellationToken);
            var people = await Household.WriteAsync(product, catalogue, plan, chance, cancellationToken);
            evenings = new(plan, catalogue, people, await StreamMenu.WriteAsync(product, cancellationToken), chance);
        }

        Console.WriteLine($"  libraries and people after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        using (var inserts = new PlayInserts(growing.Database, plan.Plays, wanted.End.AddDays(-EventDays).ToUnixTimeMilliseconds(), chance))
        {
            foreach (var play in evenings.All())
            {
                cancellationToken.ThrowIfCancellationRequested();
                inserts.Write(play);
            }

            inserts.Finish();
        }

        Directory.Move(growing.Folder, wanted.Folder);
        Console.WriteLine($"  built in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {new FileInfo(wanted.Database).Length / 1e6:0} MB, {wanted.Folder}");
    }
}

/// <summary>A clock that stands still: the last evening of the data set is now.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
