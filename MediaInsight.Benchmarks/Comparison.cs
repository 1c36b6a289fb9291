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

    // What reads each play of its range, and why; all else is judged.
    private static readonly (string Part, string Why)[] Linear =
    [
        ("index: ", "reads all plays after a start"),
        ("of one person", "reads the plays of one person"),
        ("people: one", "reads the plays of one person"),
        ("person's year", "reads the plays of one person"),
        ("who watched what", "reads the plays of the ten persons who watched most"),
        ("household's year", "has binges and rewatches in it"),
        ("titles: ", "reads the plays of one title"),
        ("drop-off", "reads the plays of one title"),
        ("of one title", "reads the plays of one title"),
        ("at night", "writes the figures of every day of the range"),
        ("of one show", "looks for the plays of one title"),
        ("rewatches", "reads each play: pairs of a person and a title"),
        ("engagement", "reads each play: how far each chain got"),
        ("binges", "reads each play: runs of episodes"),
        ("activity of every person", "reads each play: genres of every person"),
        ("history: by ", "sorts all plays"),
        ("history: text", "looks at each play of what the words name"),
        ("conversions: figures", "reads each conversion of the range from the file"),
        ("conversions: a page", "counts all conversions, for the numbers of its pages"),
    ];

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
            var why = Array.Find(Linear, l => row.Name.Contains(l.Part, StringComparison.Ordinal)).Why;
            var isJudged = why is null && row.MedianMs >= LeastMs;
            judged += isJudged ? 1 : 0;
            met += isJudged && times <= MostTimes ? 1 : 0;
            var verdict = !isJudged && why is null ? "" : times <= MostTimes ? "ok" : why is null ? "MISSED" : "linear: " + why;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-62} {medians[row.Name],7:0.00} ms {row.MedianMs,7:0.00} ms {times,6:0.0}×  {verdict}"));
        }

        output.WriteLine($"{met} of {judged} take at most {MostTimes.ToString(CultureInfo.InvariantCulture)} times as long, beside what is named linear");
    }
}
