using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

/// <param name="Title">Film, episode, track, book: what was played itself.</param>
/// <param name="Completions">Plays (chains) in the range that were completed; at least 2.</param>
/// <param name="FirstAt">Begin of the first of them.</param>
/// <param name="LastAt">Begin of the last one.</param>
/// <param name="ShortestInterval">Between begins of two that follow each other.</param>
public sealed record Rewatch(StatisticKey Viewer, StatisticKey Title, int Completions, DateTimeOffset FirstAt, DateTimeOffset LastAt, TimeSpan ShortestInterval)
{
    public TimeSpan AverageInterval => (LastAt - FirstAt) / (Completions - 1);
}

/// <param name="Rows">Most completions first.</param>
/// <param name="Total">Pairs of a person and a title without the limit.</param>
/// <param name="Again">Completions beyond the first of each pair, of all of them.</param>
public sealed record RewatchResult(IReadOnlyList<Rewatch> Rows, int Total, long Again);

/// <summary>What people watched to the end more than once.</summary>
public sealed class RewatchReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    public const int MaxLimit = 1000;

    /// <summary>Pairs of a person and a title, a byte each.</summary>
    private const int MaxCounted = 32_000_000;

    private readonly SelectedPlays _plays = new(index, factory);

    /// <param name="limit">1–<see cref="MaxLimit"/> for a page, any for a file.</param>
    public Task<RewatchResult> ReadAsync(AnalyticsFilter filter, int limit, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken) =>
        _plays.AskAsync(filter, zone, scope, (reading, selection) => Answer(reading, selection with { StartedWithin = true }, Math.Max(1, limit)), cancellationToken);

    private static RewatchResult Answer(PlayIndexReading reading, PlaySelection selection, int limit)
    {
        var persons = Persons.Of(reading.Names);
        var found = Pairs(reading, selection, persons).Where(p => p.Value.Completions > 1).ToList();
        var least = LeastShown(found, limit);
        return new(
            [.. found.Where(p => p.Value.Completions >= least).OrderByDescending(p => p.Value.Completions).ThenByDescending(p => p.Value.LastMs).ThenBy(p => p.Key).Take(limit).Select(p => new Rewatch(
                persons.Key(p.Key.Person), SelectedPlays.Title(reading.Items.Items[p.Key.Title]), p.Value.Completions,
                DateTimeOffset.FromUnixTimeMilliseconds(p.Value.FirstMs), DateTimeOffset.FromUnixTimeMilliseconds(p.Value.LastMs), TimeSpan.FromMilliseconds(p.Value.ShortestMs)))],
            found.Count,
            found.Sum(p => p.Value.Completions - 1L));
    }

    /// <summary>Completions without which a pair stands beyond the limit: only the others are sorted.</summary>
    private static int LeastShown(List<KeyValuePair<(int Person, int Title), Pair>> found, int limit)
    {
        var counts = new int[256];
        foreach (var pair in found)
        {
            counts[Math.Min(pair.Value.Completions, counts.Length - 1)]++;
        }

        var least = counts.Length - 1;
        for (var above = counts[least]; least > 2 && above < limit; above += counts[least])
        {
            least--;
        }

        return least;
    }

    private static Dictionary<(int Person, int Title), Pair> Pairs(PlayIndexReading reading, PlaySelection selection, Persons persons)
    {
        var titles = reading.Items.Items;
        var size = (long)persons.Count * titles.Count;
        var times = size <= MaxCounted ? ArrayPool<byte>.Shared.Rent((int)size) : null;
        times?.AsSpan(0, (int)size).Clear();
        var pairs = new Dictionary<(int, int), Pair>();

        // Most are completed once: they are counted in a byte each before the others are remembered.
        if (times is not null)
        {
            Completed(reading, selection, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (account, title, _) =>
            {
                ref var count = ref times[(persons.OfAccount[account] * titles.Count) + title];
                count += count < 2 ? (byte)1 : (byte)0;
            });
        }

        Completed(reading, selection, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (account, title, start) =>
        {
            var person = persons.OfAccount[account];
            if (times is not null && times[(person * titles.Count) + title] < 2)
            {
                return;
            }

            ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, (person, title), out var known);
            pair = known
                ? new(pair.Completions + 1, pair.FirstMs, start, Math.Min(pair.ShortestMs, start - pair.LastMs))
                : new(1, start, start, long.MaxValue);
        });
        if (times is not null)
        {
            ArrayPool<byte>.Shared.Return(times);
        }

        return pairs;
    }

    /// <param name="each">Account, title and begin (unix ms) of every completed play, by begin.</param>
    // Called seldom and long: compiled well from the start, like what it calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Completed(PlayIndexReading reading, PlaySelection selection, Action<int, int, long> each)
    {
        const PlayMarks Completed = PlayMarks.First | PlayMarks.ChainCompleted;
        var titles = reading.Items.Items.OfItem;
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            for (var i = 0; i < count; i++)
            {
                var (row, item) = (rows[i], block.Item[rows[i]]);
                if ((block.Marks[row] & Completed) == Completed && (uint)item < (uint)titles.Length && titles[item] >= 0)
                {
                    each(block.Account[row], titles[item], block.StartedMs[row]);
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
    }

    private readonly record struct Pair(int Completions, long FirstMs, long LastMs, long ShortestMs);
}
