using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Analytics;

/// <param name="Total">Conversions that began in the days.</param>
/// <param name="Failed">Of them, those that a server reported, or that are taken (derived), for failed.</param>
/// <param name="ByHardware">Plays whose picture hardware converted, of <paramref name="Pictures"/>.</param>
/// <param name="Inputs">Plays by the codec of the file; <paramref name="Outputs"/> by the codec that was sent, <paramref name="Encoders"/> by who made it.</param>
public sealed record TranscodeResult(
    int Days, long Total, long Failed, long ByHardware, long Pictures, IReadOnlyList<StatisticRow> Inputs, IReadOnlyList<StatisticRow> Outputs, IReadOnlyList<StatisticRow> Encoders)
{
    /// <summary>0–1; null without any.</summary>
    public double? SuccessRate => Total == 0 ? null : (double)(Total - Failed) / Total;

    /// <summary>0–1; null when no picture was converted.</summary>
    public double? HardwareShare => Pictures == 0 ? null : (double)ByHardware / Pictures;
}

/// <summary>How converting went in the last days: for the operator's page and its API.</summary>
public sealed class TranscodeFigures(StatisticReader statistics, TranscodeCounts transcodes)
{
    /// <summary>Id of the encoder where no hardware is told.</summary>
    public const string Software = "software";

    private const int MaxCodecs = 50;

    /// <param name="days">With today.</param>
    public async Task<TranscodeResult> ReadAsync(int days, ServerId? server, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var since = SiteDays.Start(today.AddDays(1 - days), zone);

        // Side by side: none waits for another.
        var (counts, ofEncoders, inputs, outputs) = (transcodes.CountAsync(server, since, scope, cancellationToken), ByAsync(StatisticSplit.Encoder), ByAsync(StatisticSplit.VideoCodec), ByAsync(StatisticSplit.SentVideoCodec));
        await Task.WhenAll(counts, ofEncoders, inputs, outputs);
        var ((total, failed), encoders) = (await counts, await ofEncoders);
        return new(
            days, total, failed, encoders.Where(r => r.Key.Id != Software).Sum(r => r.Figures.Plays), encoders.Sum(r => r.Figures.Plays),
            await inputs, await outputs, encoders);

        async Task<IReadOnlyList<StatisticRow>> ByAsync(StatisticSplit split) => (await statistics.ReadAsync(
            new() { Filter = AnalyticsFilter.Last(days, today) with { Server = server, Decision = StreamDecision.Transcode }, By = split, Order = StatisticMeasure.Plays, Limit = MaxCodecs },
            zone, today, scope, cancellationToken)).Rows;
    }
}
