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

    private readonly SelectedPlays _plays = new(index, factory);

    /// <param name="limit">1–<see cref="MaxLimit"/> for a page, any for a file.</param>
    public Task<RewatchResult> ReadAsync(AnalyticsFilter filter, int limit, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken) =>
        _plays.AskAsync(filter, zone, scope, (reading, selection) => Answer(reading, selection with { StartedWithin = true }, Math.Max(1, limit)), cancellationToken);

    private static RewatchResult Answer(PlayIndexReading reading, PlaySelection selection, int limit)
    {
        var persons = Persons.Of(reading.Names);
        var walk = new RewatchWalk(reading, selection, persons);
        var (found, total, again) = (new List<RewatchPair>(), 0, 0L);
        foreach (var pairs in walk.Pairs())
        {
            total += pairs.Count;

            // Only those that may be shown are sorted.
            var least = LeastShown(pairs, limit);
            foreach (ref readonly var pair in pairs.AsSpan())
            {
                again += pair.Completions - 1L;
                if (pair.Completions >= least)
                {
                    found.Add(pair);
                }
            }
        }

        found.Sort();
        return new(
            [.. found.Take(limit).Select(p => new Rewatch(
                persons.Key(p.Person), SelectedPlays.Title(reading.Items.Items[p.Title]), p.Completions,
                DateTimeOffset.FromUnixTimeMilliseconds(p.FirstMs), DateTimeOffset.FromUnixTimeMilliseconds(p.LastMs), TimeSpan.FromMilliseconds(p.ShortestMs)))],
            total,
            again);
    }

    /// <summary>Completions without which a pair stands beyond the limit.</summary>
    private static int LeastShown(ReadOnlySpan<RewatchPair> pairs, int limit)
    {
        var counts = new int[256];
        foreach (ref readonly var pair in pairs)
        {
            counts[Math.Min(pair.Completions, counts.Length - 1)]++;
        }

        var least = counts.Length - 1;
        for (var above = counts[least]; least > 2 && above < limit; above += counts[least])
        {
            least--;
        }

        return least;
    }
}
