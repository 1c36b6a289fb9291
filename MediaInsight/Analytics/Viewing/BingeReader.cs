using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

/// <summary>Who watched episode after episode of what: the longest runs, and how many by show and by person.</summary>
public sealed class BingeReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    private readonly SelectedPlays _plays = new(index, factory);

    public async Task<BingeResult> ReadAsync(BingeRequest request, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var (result, runs) = await _plays.AskAsync(request.Filter, zone, scope, (reading, selection) => Answer(reading, selection, request), cancellationToken);
        var episodes = await EpisodesAsync(runs, cancellationToken);
        return result with { Longest = [.. result.Longest.Select((s, i) => s with { First = Named(episodes, runs[i].First), Last = Named(episodes, runs[i].Last) })] };
    }

    private static (BingeResult Result, List<BingeRun> Shown) Answer(PlayIndexReading reading, PlaySelection selection, BingeRequest request)
    {
        // Only episodes make runs; a filter for anything else leaves nothing.
        var episodes = selection with { Kind = (int)MediaKind.Episode, StartedWithin = true, IsEmpty = selection.IsEmpty || selection.Kind is not -1 and not (int)MediaKind.Episode };
        var runs = new BingeWalk(reading, episodes, Math.Max(2, request.MinEpisodes), (long)Math.Max(0, request.MaxGap.TotalMilliseconds)).Run();
        var limit = Math.Max(1, request.Limit);
        var persons = Persons.Of(reading.Names);
        var shown = runs.OrderByDescending(r => r.Episodes).ThenByDescending(r => r.WatchedMs).ThenBy(r => r.StartedMs).ThenBy(r => r.Person).Take(limit).ToList();
        return (
            new(
                [.. shown.Select(r => new BingeSession(
                    persons.Key(r.Person), SelectedPlays.Title(reading.Items.Titles[r.Show]), r.Episodes, DateTimeOffset.FromUnixTimeMilliseconds(r.StartedMs), DateTimeOffset.FromUnixTimeMilliseconds(r.EndedMs),
                    r.WatchedMs, new(new(r.First), "", null, null), new(new(r.Last), "", null, null)))],
                Sums(runs, limit, r => r.Show, s => SelectedPlays.Title(reading.Items.Titles[s])),
                Sums(runs, limit, r => r.Person, persons.Key),
                runs.Count),
            shown);
    }

    private static List<BingeSum> Sums(List<BingeRun> runs, int limit, Func<BingeRun, int> group, Func<int, StatisticKey> key) =>
        [.. runs.GroupBy(group).Select(g => (g.Key, Sessions: g.Count(), Episodes: g.Sum(r => r.Episodes), Longest: g.Max(r => r.Episodes), Watched: g.Sum(r => r.WatchedMs)))
            .OrderByDescending(s => s.Sessions).ThenByDescending(s => s.Episodes).ThenBy(s => s.Key).Take(limit)
            .Select(s => new BingeSum(key(s.Key), s.Sessions, s.Episodes, s.Longest, s.Watched))];

    private async Task<Dictionary<int, BingeEpisode>> EpisodesAsync(List<BingeRun> runs, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
        {
            return [];
        }

        var ids = runs.SelectMany(r => new[] { new MediaItemId(r.First), new MediaItemId(r.Last) }).Distinct().ToList();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.MediaItems.AsNoTracking().Where(i => ids.Contains(i.Id)).Select(i => new BingeEpisode(i.Id, i.Title, i.SeasonNumber, i.EpisodeNumber)).ToDictionaryAsync(e => e.Item.Value, cancellationToken);
    }

    // Deleted since the index was asked: told without a name.
    private static BingeEpisode Named(Dictionary<int, BingeEpisode> episodes, int item) => episodes.GetValueOrDefault(item) ?? new(new(item), "", null, null);
}
