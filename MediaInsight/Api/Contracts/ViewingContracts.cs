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

/// <param name="Track">From 0: plays of one lane that overlap lie in different tracks.</param>
public sealed record TimelinePlayAnswer(int Track, SessionRow Session);

public sealed record TimelineLaneAnswer(StatisticKeyAnswer Key, int Tracks, IReadOnlyList<TimelinePlayAnswer> Plays);

/// <param name="Total">Plays without the bound of what is told.</param>
public sealed record TimelineAnswer(DateTimeOffset From, DateTimeOffset Before, IReadOnlyList<TimelineLaneAnswer> Lanes, int Total)
{
    internal static TimelineAnswer Of(TimelineResult r) => new(
        r.From, r.Before, [.. r.Lanes.Select(l => new TimelineLaneAnswer(StatisticKeyAnswer.Of(l.Key), l.Tracks, [.. l.Plays.Select(p => new TimelinePlayAnswer(p.Track, SessionRow.Of(p.Row)))]))], r.Total);
}

/// <param name="Viewings">That got so far or farther.</param>
/// <param name="Share">0–1, of those with a told length.</param>
public sealed record DropOffPointAnswer(int Percent, int Viewings, double Share);

/// <param name="Reached">Persons who played it or a later one.</param>
public sealed record EpisodeReachAnswer(string ItemId, string Title, int? SeasonNumber, int? EpisodeNumber, int Viewers, int Completed, int Reached);

/// <param name="Viewings">A person with a film or an episode, however often it was stopped or begun anew.</param>
/// <param name="Told">Viewings with a told length: what the curve is of.</param>
public sealed record DropOffAnswer(
    string ItemId, string ContentType, string Title, int Viewers, int Viewings, int Told, int Completed, double? CompletionRate, IReadOnlyList<DropOffPointAnswer> Curve,
    IReadOnlyList<EpisodeReachAnswer> Episodes)
{
    internal static DropOffAnswer Of(DropOffResult r) => new(
        r.Item.ToString(), Words.Of(r.Kind), r.Title, r.Viewers, r.Viewings, r.Told, r.Completed, r.CompletionRate is { } rate ? Math.Round(rate, 4) : null,
        [.. r.Curve.Select(p => new DropOffPointAnswer(p.Percent, p.Viewings, Math.Round(p.Share, 4)))],
        [.. r.Episodes.Select(e => new EpisodeReachAnswer(e.Item.ToString(), e.Title, e.Season, e.Episode, e.Viewers, e.Completed, e.Reached))]);
}

/// <summary>Episodes of one show that one person watched one after another.</summary>
public sealed record BingeRowAnswer(
    StatisticKeyAnswer Viewer, StatisticKeyAnswer Show, int Episodes, DateTimeOffset StartedAt, DateTimeOffset EndedAt, double WatchedSeconds, string FirstEpisode, string LastEpisode)
{
    internal static BingeRowAnswer Of(BingeSession b) => new(
        StatisticKeyAnswer.Of(b.Viewer), StatisticKeyAnswer.Of(b.Show), b.Episodes, b.StartedAt, b.EndedAt, b.WatchedMs / 1000.0, b.First.Title, b.Last.Title);
}

/// <param name="Longest">Most episodes in one.</param>
public sealed record BingeSumAnswer(StatisticKeyAnswer Key, int Sessions, int Episodes, int Longest, double WatchedSeconds)
{
    internal static BingeSumAnswer Of(BingeSum b) => new(StatisticKeyAnswer.Of(b.Key), b.Sessions, b.Episodes, b.Longest, b.WatchedMs / 1000.0);
}

/// <param name="Items">Most episodes first.</param>
/// <param name="Total">All there are.</param>
public sealed record BingeAnswer(IReadOnlyList<BingeRowAnswer> Items, IReadOnlyList<BingeSumAnswer> ByShow, IReadOnlyList<BingeSumAnswer> ByViewer, int Total)
{
    internal static BingeAnswer Of(BingeResult r) => new([.. r.Longest.Select(BingeRowAnswer.Of)], [.. r.ByShow.Select(BingeSumAnswer.Of)], [.. r.ByViewer.Select(BingeSumAnswer.Of)], r.Sessions);
}

public sealed record RewatchRowAnswer(StatisticKeyAnswer Viewer, StatisticKeyAnswer Title, int Completions, DateTimeOffset FirstAt, DateTimeOffset LastAt, double ShortestIntervalSeconds, double AverageIntervalSeconds)
{
    internal static RewatchRowAnswer Of(Rewatch r) =>
        new(StatisticKeyAnswer.Of(r.Viewer), StatisticKeyAnswer.Of(r.Title), r.Completions, r.FirstAt, r.LastAt, r.ShortestInterval.TotalSeconds, Math.Round(r.AverageInterval.TotalSeconds, 3));
}

/// <param name="Again">Completions beyond the first of each person and title.</param>
public sealed record RewatchAnswer(IReadOnlyList<RewatchRowAnswer> Items, int Total, long Again);

/// <param name="FirstAt">Of all time, as are the figures.</param>
/// <param name="IsNew">First seen in the range.</param>
public sealed record SeenRowAnswer(StatisticKeyAnswer Key, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Plays, double WatchedSeconds, bool IsNew);

public sealed record SeenAnswer(IReadOnlyList<SeenRowAnswer> Items, int Total, int New);

/// <summary>Estimates throughout: bitrate × watch time.</summary>
public sealed record BandwidthFiguresAnswer(long BytesEstimate, long LanBytesEstimate, long WanBytesEstimate, double? MeanMbpsEstimate, double PeakMbpsEstimate, double PeakLanMbpsEstimate, double PeakWanMbpsEstimate)
{
    internal static BandwidthFiguresAnswer Of(BandwidthFigures f) =>
        new(f.Bytes, f.LanBytes, f.WanBytes, f.AverageKbps / 1000.0, f.PeakKbps / 1000.0, f.PeakLanKbps / 1000.0, f.PeakWanKbps / 1000.0);
}

public sealed record BandwidthDayAnswer(DateOnly Day, BandwidthFiguresAnswer Figures);

public sealed record BandwidthAnswer(DateOnly? From, DateOnly? To, BandwidthFiguresAnswer Total, IReadOnlyList<BandwidthDayAnswer> Days)
{
    internal static BandwidthAnswer Of(BandwidthResult r) => new(r.From, r.To, BandwidthFiguresAnswer.Of(r.Total), [.. r.Days.Select(d => new BandwidthDayAnswer(d.Day, BandwidthFiguresAnswer.Of(d.Figures)))]);
}

/// <param name="Score">0–100: of the plays, those that were sent as they are.</param>
/// <param name="Reason">Given most often when it was converted.</param>
public sealed record DeviceScoreAnswer(StatisticKeyAnswer Device, string Codec, int Score, long Plays, long DirectPlays, long DirectStreams, long Transcodes, string? Reason, long ReasonPlays)
{
    internal static DeviceScoreAnswer Of(DeviceScore s) => new(StatisticKeyAnswer.Of(s.Device), s.Codec, s.Score, s.Plays, s.DirectPlays, s.DirectStreams, s.Transcodes, s.Reason, s.ReasonPlays);
}

/// <param name="LeftOut">Pairs with fewer plays than min_plays.</param>
public sealed record DeviceScoresAnswer(IReadOnlyList<DeviceScoreAnswer> Items, int Total, int MinPlays, int LeftOut);

/// <param name="RankChange">Places gained; null: it was not there before.</param>
public sealed record PopularityRowAnswer(StatisticKeyAnswer Key, int Rank, int? PreviousRank, int? RankChange, long Plays, long PreviousPlays, double WatchedSeconds, double PreviousWatchedSeconds)
{
    internal static PopularityRowAnswer Of(Popularity p) => new(StatisticKeyAnswer.Of(p.Key), p.Rank, p.PreviousRank, p.RankChange, p.Plays, p.PreviousPlays, p.WatchedMs / 1000.0, p.PreviousWatchedMs / 1000.0);
}

public sealed record PopularityAnswer(IReadOnlyList<PopularityRowAnswer> Items, int Total, DateOnly? PreviousFrom, DateOnly? PreviousTo);

/// <param name="AddedAt">When the server got it, else when it was first listed.</param>
public sealed record UnwatchedRowAnswer(
    string ItemId, string ContentType, string Title, int? Year, string ServerId, string ServerName, string? LibraryId, DateTimeOffset AddedAt, long? SizeBytes)
{
    internal static UnwatchedRowAnswer Of(UnwatchedTitle t) =>
        new(t.Item.ToString(), Words.Of(t.Kind), t.Title, t.Year, t.ServerId.ToString(), t.ServerName, t.LibraryId?.ToString(), t.AddedAt, t.SizeBytes);
}

/// <param name="SizeBytes">Of all of them, as far as told.</param>
public sealed record UnwatchedAnswer(IReadOnlyList<UnwatchedRowAnswer> Items, int Total, long SizeBytes);
