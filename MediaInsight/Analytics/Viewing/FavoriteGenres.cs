using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

/// <summary>The genre in which each person spent most time. Titles that tell none say nothing; who watched no others has none.</summary>
public sealed class FavoriteGenres(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Persons × genres that are added up in one walk over the plays: 4 MB. More persons take another one.</summary>
    private const int MostSums = 524_288;

    private readonly SelectedPlays _plays = new(index, factory);

    public Task<IReadOnlyDictionary<ViewerId, string>> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken) =>
        _plays.AskAsync(filter, zone, scope, Answer, cancellationToken);

    private static IReadOnlyDictionary<ViewerId, string> Answer(PlayIndexReading reading, PlaySelection selection)
    {
        var (persons, genres) = (Keyring.Of(StatisticSplit.Viewer, reading), Keyring.Of(StatisticSplit.Genre, reading));
        var favorites = new Dictionary<ViewerId, string>();
        var atOnce = Math.Max(1, MostSums / Math.Max(1, genres.Count));
        int[] all = [.. Enumerable.Range(0, genres.Count)];
        for (var first = 0; first < persons.Count && all.Length > 0; first += atOnce)
        {
            var some = Math.Min(atOnce, persons.Count - first);
            var slots = new int[persons.Count];
            slots.AsSpan().Fill(-1);
            for (var i = 0; i < some; i++)
            {
                slots[first + i] = i;
            }

            var watched = new StatisticWalk(reading, selection).Watched(persons, slots, genres, some);
            for (var i = 0; i < some; i++)
            {
                var row = i * all.Length;
                var best = all.MaxBy(g => watched[row + g]);
                if (watched[row + best] > 0 && persons.Key(first + i).Viewer is { } viewer && genres.Key(best).Label is { } label)
                {
                    favorites[viewer] = label;
                }
            }
        }

        return favorites;
    }
}
