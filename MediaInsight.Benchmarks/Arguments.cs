using System.Globalization;

namespace MediaInsight.Benchmarks;

/// <param name="App">A published program; null: it is published first.</param>
/// <param name="Minutes">Rest of the memory measurement, length of the soak.</param>
/// <param name="Folder">Where pictures go.</param>
internal sealed record Arguments(string What, string? Json, string? App, double Minutes, string? Folder)
{
    public const string Usage = "pump|start|memory|fanout|library|push|soak|all [--json file] [--app published-folder] [--minutes n], or: shots [folder] [--app published-folder]";

    private static readonly string[] Words = ["pump", "start", "memory", "fanout", "library", "push", "soak", "all", "shots"];

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
                case var folder when what == "shots" && !folder.StartsWith('-'):
                    parsed = parsed with { Folder = Path.GetFullPath(folder) };
                    break;
                default:
                    return null;
            }
        }

        return parsed;
    }
}
