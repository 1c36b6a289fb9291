using System.Globalization;
using System.Text.Json;

namespace MediaInsight.Benchmarks;

/// <summary>How much longer each row takes than in another run, of fewer plays.</summary>
internal static class Comparison
{
    /// <summary>What may take longer with ten times the plays.</summary>
    private const double MostTimes = 3;

    /// <summary>Shorter medians are told, not judged: they are noise.</summary>
    private const double LeastMs = 5;

    // Walks over every play of a range that grows with the data set, in memory or in the file.
    private static readonly string[] Linear = ["all time", "1 year", "index: ", "of a year", "person's year", "household's year", "filtered", "history: by ", "history: text", "titles: ", "people: list", "drop-off"];

    public static async Task PrintAsync(LatencyTable table, string file, TextWriter output, CancellationToken cancellationToken)
    {
        using var before = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellationToken));
        var medians = before.RootElement.GetProperty("rows").EnumerateArray()
            .GroupBy(r => r.GetProperty("name").GetString()!).ToDictionary(g => g.Key, g => g.First().GetProperty("medianMs").GetDouble());   // non-null: written by this program
        output.WriteLine($"{"median, and times that of " + Path.GetFileName(file),-62} {"before",10} {"now",10} {"times",7}");
        var (judged, met) = (0, 0);
        foreach (var row in table.Rows.Where(r => medians.ContainsKey(r.Name)).OrderByDescending(r => r.MedianMs / Math.Max(0.01, medians[r.Name])))
        {
            var times = row.MedianMs / Math.Max(0.01, medians[row.Name]);
            var isLinear = Linear.Any(l => row.Name.Contains(l, StringComparison.Ordinal));
            var isJudged = !isLinear && row.MedianMs >= LeastMs;
            judged += isJudged ? 1 : 0;
            met += isJudged && times <= MostTimes ? 1 : 0;
            var verdict = isLinear ? "walks over all plays of its range" : !isJudged ? "" : times <= MostTimes ? "ok" : "MISSED";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-62} {medians[row.Name],7:0.00} ms {row.MedianMs,7:0.00} ms {times,6:0.0}×  {verdict}"));
        }

        output.WriteLine($"{met} of {judged} take at most {MostTimes.ToString(CultureInfo.InvariantCulture)} times as long, beside what walks over all plays of its range");
    }
}
