using MediaInsight.Analytics.Viewing;

namespace MediaInsight.Api.Contracts;

/// <param name="ContentType">Of what was played: tvshow_episode for a show.</param>
/// <param name="CompletionRate">Of the plays, those that reached the watched threshold, 0–1; null without plays.</param>
/// <param name="AvgCompletionRate">How far plays got on average, 0–1; null when no duration is told.</param>
public sealed record EngagementRowAnswer(
    string ContentType, string ContentId, string Title, string? Detail, int? Year, long WatchCount, double TotalWatchSeconds, int UniqueUsers, double? CompletionRate, double? AvgCompletionRate,
    DateTimeOffset LastWatchedAt)
{
    internal static EngagementRowAnswer Of(EngagementRow r) => new(
        Words.Of(r.Key.Kind ?? Domain.MediaKind.Other), r.Key.Item?.ToString() ?? r.Key.Id, StatisticKeyAnswer.LabelOf(r.Key), r.Key.Detail, r.Key.Year, r.WatchCount, r.WatchedMs / 1000.0, r.Viewers,
        Round(r.CompletionRate), Round(r.AverageCompletion), r.LastWatchedAt);

    private static double? Round(double? rate) => rate is { } told ? Math.Round(told, 4) : null;
}

/// <param name="Total">Titles without the limit.</param>
public sealed record EngagementAnswer(IReadOnlyList<EngagementRowAnswer> Items, int Total)
{
    internal static EngagementAnswer Of(EngagementResult r) => new([.. r.Rows.Select(EngagementRowAnswer.Of)], r.Titles);
}

/// <summary>The most there was at one time, each figure by itself.</summary>
/// <param name="MbpsEstimate">Sum of the plays' bitrates; so are the next two.</param>
/// <param name="At">When the number of streams was reached first.</param>
public sealed record ConcurrencyPeakAnswer(int Streams, int DirectPlays, int DirectStreams, int Transcodes, double MbpsEstimate, double LanMbpsEstimate, double WanMbpsEstimate, DateTimeOffset? At)
{
    internal static ConcurrencyPeakAnswer Of(ConcurrencyPeak p) => new(p.Streams, p.DirectPlays, p.DirectStreams, p.Transcodes, p.Kbps / 1000.0, p.LanKbps / 1000.0, p.WanKbps / 1000.0, p.At);
}

public sealed record ConcurrencyDayAnswer(DateOnly Day, ConcurrencyPeakAnswer Peak);

/// <param name="AtPeak">What was on when most was.</param>
public sealed record ConcurrencyAnswer(DateOnly From, DateOnly To, ConcurrencyPeakAnswer Peak, IReadOnlyList<ConcurrencyDayAnswer> Days, IReadOnlyList<SessionRow> AtPeak)
{
    internal static ConcurrencyAnswer Of(ConcurrencyResult r) =>
        new(r.From, r.To, ConcurrencyPeakAnswer.Of(r.Peak), [.. r.Days.Select(d => new ConcurrencyDayAnswer(d.Day, ConcurrencyPeakAnswer.Of(d.Peak)))], [.. r.AtPeak.Select(SessionRow.Of)]);
}
