using MediaInsight.Benchmarks.History;

namespace MediaInsight.Benchmarks;

/// <summary>Years of history, asked one question at a time.</summary>
internal static class StatisticsBenchmark
{
    public static async Task RunAsync(Arguments options, CancellationToken cancellationToken)
    {
        var set = await DataSet.OpenAsync(options, cancellationToken);
    }
}
