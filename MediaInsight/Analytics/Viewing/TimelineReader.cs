using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

public enum TimelineLanes
{
    Viewer,
    Device,
}

/// <summary>What was on then: at an instant, or in a stretch of time.</summary>
public sealed record TimelineRequest
{
    public const int MaxRows = 500;

    /// <summary>Of a stretch.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The instant, or the begin of the stretch.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the stretch, excluded; null: the instant alone.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>1–<see cref="MaxRows"/> for a page, any for a file.</summary>
    public int Limit { get; init; } = MaxRows;

    /// <summary>Its range is not asked.</summary>
    public AnalyticsFilter Filter { get; init; } = AnalyticsFilter.AllTime;
    public TimelineLanes By { get; init; }
}

/// <param name="Track">From 0: plays of one lane that overlap lie in different tracks.</param>
public sealed record TimelinePlay(HistoryRow Row, int Track);

/// <param name="Key">The person, or the device with its app.</param>
/// <param name="Plays">By begin.</param>
public sealed record TimelineLane(StatisticKey Key, int Tracks, IReadOnlyList<TimelinePlay> Plays);

/// <param name="Lanes">Who began first comes first.</param>
/// <param name="Total">Plays without the limit; the first ones are shown.</param>
public sealed record TimelineResult(DateTimeOffset From, DateTimeOffset Before, IReadOnlyList<TimelineLane> Lanes, int Total);

/// <summary>Which plays were on at a time, beside each other.</summary>
public sealed class TimelineReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    private readonly SelectedPlays _plays = new(index, factory);

    /// <exception cref="ArgumentException">The stretch has no length, or is longer than <see cref="TimelineRequest.Longest"/>.</exception>
    public async Task<TimelineResult> ReadAsync(TimelineRequest request, ReadScope scope, CancellationToken cancellationToken)
    {
        var before = request.Before ?? request.From.AddMilliseconds(1);
        if (before <= request.From || before - request.From > TimelineRequest.Longest)
        {
            throw new ArgumentException("A stretch of time is up to seven days long.", nameof(request));
        }

        var (numbers, total) = await _plays.AskAsync(
            request.Filter with { From = null, To = null }, TimeZoneInfo.Utc, scope,
            (reading, selection) => SelectedPlays.On(reading, selection, request.From.ToUnixTimeMilliseconds(), before.ToUnixTimeMilliseconds(), request.Limit), cancellationToken);
        var rows = await _plays.RowsAsync(numbers, cancellationToken);
        return new(request.From, before, [.. rows.GroupBy(r => KeyOf(r, request.By).Id).Select(g => Lane(KeyOf(g.First(), request.By), [.. g]))], total);
    }

    private static TimelineLane Lane(StatisticKey key, List<HistoryRow> rows)
    {
        var ends = new List<DateTimeOffset>();
        var plays = new List<TimelinePlay>(rows.Count);
        foreach (var row in rows)
        {
            var track = ends.FindIndex(e => e <= row.StartedAt);
            if (track < 0)
            {
                track = ends.Count;
                ends.Add(default);
            }

            ends[track] = row.StoppedAt;
            plays.Add(new(row, track));
        }

        return new(key, ends.Count, plays);
    }

    private static StatisticKey KeyOf(HistoryRow row, TimelineLanes by) => by == TimelineLanes.Viewer
        ? new(row.ViewerId.ToString(), row.ViewerName) { Viewer = row.ViewerId }
        : new($"{row.ServerId}|{row.DeviceName}|{row.ClientName}|{row.Platform}|{row.DeviceType}", row.DeviceName ?? row.ClientName ?? row.Platform)
        {
            Detail = string.Join(" · ", new[] { row.ClientName, row.Platform }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)),
            Server = row.ServerId,
        };
}
