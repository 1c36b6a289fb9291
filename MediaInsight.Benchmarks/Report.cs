using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MediaInsight.Benchmarks;

/// <param name="Target">Upper bound in the same unit; null: told, not judged.</param>
internal sealed record Figure(string Benchmark, string Name, double Value, string Unit, double? Target)
{
    public bool? IsMet => Target is { } target ? Value < target : null;
}

/// <summary>What was measured, as a table for people and JSON for machines.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly List<Figure> _figures = [];

    public static string Machine { get; } =
        $"{Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    public void Add(string benchmark, string name, double value, string unit, double? target = null) =>
        _figures.Add(new(benchmark, name, Math.Round(value, 2), unit, target));

    public void Print(TextWriter output)
    {
        output.WriteLine(Machine);
        output.WriteLine();
        foreach (var f in _figures)
        {
            var verdict = f.Target is { } target ? string.Create(CultureInfo.InvariantCulture, $"< {target} {f.Unit}  {(f.IsMet == true ? "ok" : "MISSED")}") : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.Benchmark,-8} {f.Name,-58} {f.Value,12:0.##} {f.Unit,-12} {verdict}"));
        }
    }

    public IReadOnlyList<Figure> Figures => _figures;

    public string ToJson() => JsonSerializer.Serialize(new { Machine, Figures = _figures }, Json);

    private static string Processor()
    {
        const string Facts = "/proc/cpuinfo";
        return (File.Exists(Facts) ? File.ReadLines(Facts).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null)
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
