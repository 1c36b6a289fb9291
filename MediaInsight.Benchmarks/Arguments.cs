using System.Globalization;
using MediaInsight.Benchmarks.History;

namespace MediaInsight.Benchmarks;

/// <param name="App">A published program; null: it is published first.</param>
/// <param name="Minutes">Rest of the memory measurement, length of the soak.</param>
/// <param name="Folder">Where pictures go.</param>
internal sealed record Arguments(string What, string? Json, string? App, double Minutes, string? Folder)
{
    public const string Usage = """
        pump|start|memory|fanout|library|push|notify|soak|all [--json file] [--app published-folder] [--minutes n]
        stats [--data folder] [--plays n] [--people n] [--titles n] [--years n] [--seed n] [--until yyyy-mm-dd] [--only text] [--against file] [--json file] [--app published-folder]
        shots [folder] [--app published-folder]
        """;

    private static readonly string[] Words = ["pump", "start", "memory", "fanout", "library", "push", "notify", "soak", "stats", "all", "shots"];

    /// <summary>What the history of <c>stats</c> is made from.</summary>
    public DataSetPlan History { get; init; } = DataSetPlan.Default(default);

    /// <summary>The last day of the history; null: yesterday, or the last one built within a week.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where built histories are kept; null: in the folder for temporary files.</summary>
    public string? Data { get; init; }

    /// <summary>Measure only queries whose name contains it.</summary>
    public string? Only { get; init; }

    /// <summary>What an earlier run wrote with --json: how many times as long each row takes is told.</summary>
    public string? Against { get; init; }

    /// <summary>Null when something is not understood.</summary>
    public static Arguments? Parse(string[] args)
    {
        var (what, parsed) = (args.FirstOrDefault() ?? "all", new Arguments("all", null, null, 1, null));
        if (!Words.Contains(what))
        {
            return null;
        }

        parsed = parsed with { What = what };
        for (var i = 1; i < args.Length; i++)
        {
            var value = args.ElementAtOrDefault(i + 1);
            switch (args[i])
            {
                case "--json" when value is not null:
                    parsed = parsed with { Json = value };
                    i++;
                    break;
                case "--app" when value is not null:
                    parsed = parsed with { App = Path.GetFullPath(value) };
                    i++;
                    break;
                case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes):
                    parsed = parsed with { Minutes = minutes };
                    i++;
                    break;
                case var option when what == "stats" && value is not null && parsed.WithHistory(option, value) is { } told:
                    parsed = told;
                    i++;
                    break;
                case var folder when what == "shots" && !folder.StartsWith('-'):
                    parsed = parsed with { Folder = Path.GetFullPath(folder) };
                    break;
                default:
                    return null;
            }
        }

        return parsed;
    }

    /// <summary>Null when the option or its value is not understood.</summary>
    private Arguments? WithHistory(string option, string value)
    {
        var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return option switch
        {
            "--data" => this with { Data = Path.GetFullPath(value) },
            "--only" => this with { Only = value },
            "--against" when File.Exists(value) => this with { Against = Path.GetFullPath(value) },
            "--until" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) => this with { Until = until },
            "--plays" when isNumber => this with { History = History with { Plays = number } },
            "--people" when isNumber => this with { History = History with { People = number } },
            "--titles" when isNumber => this with { History = History with { Titles = number } },
            "--years" when isNumber => this with { History = History with { Years = number } },
            "--seed" when isNumber => this with { History = History with { Seed = number } },
            _ => null,
        };
    }
}
