using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

/// <summary>How many plays were on at the same time: by day and in a range, exactly, and who watched what then.</summary>
public sealed class ConcurrencyReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    public const int MaxRows = 100;

    /// <summary>Fewer days are not worth a second thread.</summary>
    private const int DaysPerWorker = 60;

    private readonly SelectedPlays _plays = new(index, factory);

    /// <param name="today">What an open range ends with.</param>
    public async Task<ConcurrencyResult> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var (result, numbers) = await _plays.AskAsync(filter, zone, scope, (reading, selection) => Answer(reading, selection, filter, zone, today), cancellationToken);
        return result with { AtPeak = await _plays.RowsAsync(numbers, cancellationToken) };
    }

    private static (ConcurrencyResult Result, List<int> AtPeak) Answer(PlayIndexReading reading, PlaySelection selection, AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today)
    {
        if (SelectedPlays.Days(reading, selection, filter, zone, today) is not { } range)
        {
            return (new(filter.From ?? today, filter.To ?? today, [], default, []), []);
        }

        var starts = TimeBuckets.Of(StatisticSplit.Day, range.From, range.To, zone).Starts;
        var days = reading.Derived.Of<KeptPeaks>().Read(reading, selection, range.From, zone, starts, some => Sweep(reading, selection, some));
        var peak = Highest(days);
        return (
            new(range.From, range.To, [.. days.Select((p, i) => new ConcurrencyDay(range.From.AddDays(i), p))], peak, []),
            peak.At is { } at ? SelectedPlays.On(reading, selection, at.ToUnixTimeMilliseconds(), at.ToUnixTimeMilliseconds() + 1, MaxRows).Numbers : []);
    }

    /// <summary>Stretches of days stand for themselves: what reaches into one is on from its begin. So each core takes one.</summary>
    private static ConcurrencyPeak[] Sweep(PlayIndexReading reading, PlaySelection selection, long[] starts)
    {
        var days = starts.Length - 1;
        var workers = Math.Clamp(days / DaysPerWorker, 1, Math.Min(4, Environment.ProcessorCount));
        var parts = new ConcurrencyPeak[workers][];
        Parallel.For(0, workers, w =>
        {
            var own = starts[(days * w / workers)..((days * (w + 1) / workers) + 1)];
            parts[w] = new ConcurrencySweep(reading, selection with { FromMs = own[0], BeforeMs = own[^1] }, own).Run();
        });
        return [.. parts.SelectMany(p => p)];
    }

    private static ConcurrencyPeak Highest(ConcurrencyPeak[] days)
    {
        ConcurrencyPeak most = default;
        foreach (var day in days)
        {
            most = new(
                Math.Max(most.Streams, day.Streams), Math.Max(most.DirectPlays, day.DirectPlays), Math.Max(most.DirectStreams, day.DirectStreams), Math.Max(most.Transcodes, day.Transcodes),
                Math.Max(most.Kbps, day.Kbps), Math.Max(most.LanKbps, day.LanKbps), Math.Max(most.WanKbps, day.WanKbps), day.Streams > most.Streams ? day.At : most.At);
        }

        return most;
    }
}
