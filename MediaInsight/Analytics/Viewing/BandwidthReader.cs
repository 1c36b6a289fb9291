using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Analytics.Viewing;

/// <summary>Estimates throughout: servers do not count what they send. Bytes are bitrate × watch time.</summary>
/// <param name="LanBytes">Of plays from the own networks; what is told of neither is in <paramref name="Bytes"/> alone.</param>
/// <param name="AverageKbps">Of a stream while it played; null: nothing was played.</param>
/// <param name="PeakKbps">Of all streams together; so are the next two.</param>
public sealed record BandwidthFigures(long Bytes, long LanBytes, long WanBytes, long? AverageKbps, long PeakKbps, long PeakLanKbps, long PeakWanKbps);

public sealed record BandwidthDay(DateOnly Day, BandwidthFigures Figures);

/// <param name="Days">Every day of the range.</param>
public sealed record BandwidthResult(DateOnly? From, DateOnly? To, BandwidthFigures Total, IReadOnlyList<BandwidthDay> Days);

/// <summary>
/// How much was sent on each day, and how fast at most. By person, device, kind and so on: <see cref="StatisticReader"/>
/// ordered by <see cref="StatisticMeasure.Bytes"/>, whose sums are the same.
/// </summary>
public sealed class BandwidthReader(StatisticReader statistics, ConcurrencyReader concurrency)
{
    /// <param name="today">What an open range ends with.</param>
    public async Task<BandwidthResult> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var sums = await statistics.ReadAsync(new() { Filter = filter, By = StatisticSplit.Day, Then = StatisticSplit.Network }, zone, today, scope, cancellationToken);
        var peaks = await concurrency.ReadAsync(filter with { From = sums.From, To = sums.To }, zone, today, scope, cancellationToken);
        var (lan, wan) = (Part(sums, "lan"), Part(sums, "wan"));
        return new(
            sums.From,
            sums.To,
            Figures(sums.Total, sums.Rows.Sum(r => Bytes(r, lan)), sums.Rows.Sum(r => Bytes(r, wan)), peaks.Peak),
            [.. sums.Rows.Zip(peaks.Days, (row, peak) => new BandwidthDay(peak.Day, Figures(row.Figures, Bytes(row, lan), Bytes(row, wan), peak.Peak)))]);
    }

    private static BandwidthFigures Figures(StatisticFigures figures, long lan, long wan, ConcurrencyPeak peak) =>
        new(figures.Bytes, lan, wan, figures.WatchedMs > 0 ? figures.Bytes * 8 / figures.WatchedMs : null, peak.Kbps, peak.LanKbps, peak.WanKbps);

    private static int Part(StatisticResult sums, string id)
    {
        for (var i = 0; i < sums.Parts.Count; i++)
        {
            if (sums.Parts[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    private static long Bytes(StatisticRow row, int part) => part < 0 ? 0 : row.Parts[part].Bytes;
}
