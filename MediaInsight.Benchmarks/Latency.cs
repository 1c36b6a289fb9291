using System.Diagnostics;
using System.Globalization;

namespace MediaInsight.Benchmarks;

/// <summary>How long one sort of request takes, asked one at a time.</summary>
/// <param name="Rows">What the last one answered with.</param>
/// <param name="ProcessorMs">Of all cores, per request: what a busy machine does not lengthen; null: not told.</param>
/// <param name="AllocatedKb">Of the whole process, per request; null: not told.</param>
/// <param name="AimMs">Upper bound of the 95th percentile; null: told, not judged.</param>
internal sealed record Latency(string Name, long Rows, int Repetitions, double MedianMs, double P95Ms, double? ProcessorMs, double? AllocatedKb, double? AimMs)
{
    public bool? IsMet => AimMs is { } aim ? P95Ms <= aim : null;
}

/// <summary>A line for every sort of request.</summary>
/// <param name="only">Measure only names that contain it, or one of several, divided by |.</param>
internal sealed class LatencyTable(string? only, CancellationToken cancellationToken)
{
    private const int Repetitions = 30;
    private const int WarmUps = 3;

    /// <summary>What takes longer is not repeated as often: it has missed its aim already.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<Latency> _rows = [];

    public IReadOnlyList<Latency> Rows => _rows;

    public bool Wants(string name) => only is null || only.Split('|').Any(o => name.Contains(o, StringComparison.OrdinalIgnoreCase));

    /// <param name="ask">Is given the number of the repetition, to vary what it asks; answers with its count of rows.</param>
    /// <param name="isElsewhere">Another process answers: what this one needs says nothing.</param>
    public async Task RowAsync(string name, double? aimMs, Func<int, Task<long>> ask, int repetitions = Repetitions, bool isElsewhere = false)
    {
        if (!Wants(name))
        {
            return;
        }

        var (began, rows) = (Stopwatch.GetTimestamp(), 0L);
        for (var i = 0; i < WarmUps && Stopwatch.GetElapsedTime(began) < Patience / 4; i++)
        {
            await ask(i);
        }

        GC.Collect();
        var (allocated, processor, times) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, new List<double>(repetitions));
        began = Stopwatch.GetTimestamp();
        for (var i = 0; i < repetitions && (i == 0 || Stopwatch.GetElapsedTime(began) < Patience); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = Stopwatch.GetTimestamp();
            rows = await ask(WarmUps + i);
            times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        if (isElsewhere)
        {
            Add(name, rows, times, aimMs);
            return;
        }

        Add(name, rows, times, aimMs, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / times.Count, allocated / 1024.0 / times.Count);
    }

    public void Add(string name, long rows, List<double> times, double? aimMs, double? processorMs = null, double? allocatedKb = null)
    {
        times.Sort();
        var row = new Latency(name, rows, times.Count, At(times, 0.5), At(times, 0.95), Rounded(processorMs), Rounded(allocatedKb), aimMs);
        _rows.Add(row);
        Console.WriteLine(Line(row));
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"",-62} {"rows",9} {"n",4} {"median",10} {"p95",10} {"processor",10} {"allocated",12}");
        foreach (var row in _rows)
        {
            output.WriteLine(Line(row));
        }

        var judged = _rows.Where(r => r.IsMet is not null).ToList();
        output.WriteLine($"{judged.Count(r => r.IsMet == true)} of {judged.Count} within their aim");
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 1) : null;

    private static double At(List<double> sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)], 2);

    private static string Line(Latency row)
    {
        var verdict = row.AimMs is { } aim ? $"≤ {aim.ToString(CultureInfo.InvariantCulture)} ms {(row.IsMet == true ? "ok" : "MISSED")}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{row.Name,-62} {row.Rows,9} {row.Repetitions,4} {row.MedianMs,7:0.00} ms {row.P95Ms,7:0.00} ms {row.ProcessorMs,7:0.0} ms {row.AllocatedKb,9:0} KB  {verdict}");
    }
}
