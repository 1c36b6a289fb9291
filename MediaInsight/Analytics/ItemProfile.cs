using MediaInsight.Analytics.Viewing;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>One title: what it is, what lies in it, who played it, how far and in what quality. Of a show all figures are those of its episodes.</summary>
public sealed class ItemProfile(IDbContextFactory<MediaInsightDb> factory, ItemFactsQuery facts, HistoryQuery history, PlayIndex index, UnobservedTimes unobserved, TimeProvider time)
{
    private const int ViewerLimit = 200;
    private const int QualityLimit = 12;
    private const int RecentLimit = 6;

    private readonly SelectedPlays _plays = new(index, factory);

    /// <summary>Null when there is no such title, or none that the reader may see.</summary>
    public async Task<ItemProfileResult?> ReadAsync(MediaItemId id, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (!await VisibleItems.MayAsync(db, id, scope, cancellationToken) || await facts.ReadAsync(db, id, scope, cancellationToken) is not { } item)
        {
            return null;
        }

        var (plays, names) = await _plays.AskAsync(new() { Item = id }, zone, scope, (reading, selection) => (SelectedPlays.Entries(reading, selection), reading.Names), cancellationToken);
        var first = plays.Count == 0 ? (DateTimeOffset?)null : Instant(plays.Min(p => p.StartedMs));
        var (children, childCount, below) = await ItemChildren.ReadAsync(db, item, plays, scope, ItemChildren.Limit, cancellationToken);
        var recent = await history.PageAsync(new() { Item = id, PageSize = RecentLimit }, scope, cancellationToken);
        var course = ItemCourses.Of(plays.Where(IsPlay).Select(p => (SiteDays.Of(Instant(p.StartedMs), zone), 1L)), first is { } f ? SiteDays.Of(f, zone) : null, today);
        return new()
        {
            Facts = item,
            Children = children,
            ChildCount = childCount,
            Below = below,
            Plays = plays.Count(IsPlay),
            WatchedMs = plays.Sum(p => p.WatchedMs),
            FirstPlayedAt = first,
            LastPlayedAt = plays.Count == 0 ? null : Instant(plays.Max(p => p.StoppedMs)),
            Viewers = Viewers(plays, names),
            Course = course,
            Unobserved = course.Steps is [var step, ..] ? await unobserved.ReadAsync(item.ServerId, null, SiteDays.Start(step.From, zone), time.GetUtcNow(), scope, cancellationToken) : [],
            Qualities = Qualities(plays, names),
            Reached = Reached(plays),
            Recent = recent.Items,
        };
    }

    /// <summary>What the server tells of it; null as above.</summary>
    public async Task<ItemFacts?> FactsAsync(MediaItemId id, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await VisibleItems.MayAsync(db, id, scope, cancellationToken) ? await facts.ReadAsync(db, id, scope, cancellationToken) : null;
    }

    /// <summary>All that lies in it; null as above.</summary>
    public async Task<IReadOnlyList<ItemChild>?> ContentsAsync(MediaItemId id, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        if (await FactsAsync(id, scope, cancellationToken) is not { } item)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var plays = await _plays.AskAsync(new() { Item = id }, zone, scope, SelectedPlays.Entries, cancellationToken);
        return (await ItemChildren.ReadAsync(db, item, plays, scope, int.MaxValue, cancellationToken)).Children;
    }

    /// <summary>Resumed plays are one.</summary>
    internal static bool IsPlay(PlayEntry play) => (play.Marks & PlayMarks.First) != 0;

    private static bool IsCompleted(PlayEntry play) => (play.Marks & PlayMarks.Completed) != 0;

    private static int Furthest(PlayEntry play) => IsCompleted(play) ? 1000 : play.Permille;

    private static List<ItemViewer> Viewers(List<PlayEntry> plays, PlayNames names) =>
    [
        .. plays.Where(p => names.Accounts.ContainsKey(p.Account)).GroupBy(p => names.Accounts[p.Account].Viewer).Select(g => new ItemViewer(
            new(g.Key), names.Accounts[g.First().Account].ViewerName, g.Count(IsPlay), g.Sum(p => p.WatchedMs), g.Select(p => p.Item).Distinct().Count(),
            g.Where(IsCompleted).Select(p => p.Item).Distinct().Count(), g.Max(Furthest) is var furthest and >= 0 ? furthest : null, Instant(g.Max(p => p.StoppedMs))))
            .OrderByDescending(v => v.LastSeenAt).Take(ViewerLimit),
    ];

    private static List<ItemQuality> Qualities(List<PlayEntry> plays, PlayNames names) =>
    [
        .. plays.GroupBy(p => Quality(p, names)).Select(g => new ItemQuality(g.Key.Decision, g.Key.Resolution, g.Key.Codec, g.Count(IsPlay), g.Sum(p => p.WatchedMs)))
            .OrderByDescending(q => q.Plays).ThenByDescending(q => q.WatchedMs).Take(QualityLimit),
    ];

    private static (StreamDecision? Decision, string? Resolution, string? Codec) Quality(PlayEntry play, PlayNames names)
    {
        var stream = (uint)play.Profile < (uint)names.Profiles.Length ? names.Profiles[play.Profile] : null;
        return (
            play.Decision < 0 ? null : (StreamDecision)play.Decision, stream?.Sent.Resolution ?? stream?.Source.Resolution,
            stream?.Sent.VideoCodec ?? stream?.Source.VideoCodec ?? stream?.Sent.AudioCodec ?? stream?.Source.AudioCodec);
    }

    /// <summary>The farthest point of each chain of resumed plays.</summary>
    private static IReadOnlyList<long> Reached(List<PlayEntry> plays)
    {
        var tenths = plays.Where(p => Furthest(p) >= 0).GroupBy(p => p.Chain).Select(g => g.Max(Furthest) / 100).ToList();
        return tenths.Count == 0 ? [] : [.. Enumerable.Range(0, 11).Select(tenth => tenths.LongCount(t => t >= tenth))];
    }

    private static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
