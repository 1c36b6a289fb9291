using System.Buffers;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

/// <summary>Where people leave a title: the share that got to every twentieth of it, and of a show to every episode.</summary>
public sealed class DropOffReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    private const int Step = 5;

    private readonly SelectedPlays _plays = new(index, factory);

    /// <param name="filter">Its item is the title.</param>
    /// <returns>Null: there is no such title, or the reader may see none of its plays.</returns>
    public async Task<DropOffResult?> ReadAsync(AnalyticsFilter filter, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        if (filter.Item is not { } id)
        {
            throw new ArgumentException("Drop-off is told of one title.", nameof(filter));
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await db.MediaItems.AsNoTracking().Where(i => i.Id == id).Select(i => new { i.Title, i.Kind }).FirstOrDefaultAsync(cancellationToken) is not { } title)
        {
            return null;
        }

        var viewings = await _plays.AskAsync(filter, zone, scope, (reading, selection) => Viewings(reading, selection with { StartedWithin = true }), cancellationToken);
        if (viewings.Count == 0 && !scope.IsEverything)
        {
            return null;
        }

        return new(
            id, title.Kind, title.Title, viewings.Keys.Select(v => v.Person).Distinct().Count(), viewings.Count, viewings.Values.Count(v => v.Permille >= 0), viewings.Values.Count(v => v.Completed),
            Curve([.. viewings.Values.Where(v => v.Permille >= 0).Select(v => v.Permille)]),
            title.Kind.IsContainer() && !title.Kind.IsAudio() || title.Kind == MediaKind.Podcast ? await EpisodesAsync(db, id, viewings, cancellationToken) : []);
    }

    private static Dictionary<(int Person, int Item), Viewing> Viewings(PlayIndexReading reading, PlaySelection selection)
    {
        var persons = Persons.Of(reading.Names).OfAccount;
        var viewings = new Dictionary<(int, int), Viewing>();
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            for (var i = 0; i < count; i++)
            {
                var row = rows[i];
                var key = (persons[block.Account[row]], block.Item[row]);
                var before = viewings.GetValueOrDefault(key, new(-1, false));
                viewings[key] = new(Math.Max(before.Permille, block.Permille[row]), before.Completed || (block.Marks[row] & PlayMarks.Completed) != 0);
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        return viewings;
    }

    private static List<DropOffPoint> Curve(List<short> reached) => reached.Count == 0
        ? []
        : [.. Enumerable.Range(0, (100 / Step) + 1).Select(i => i * Step).Select(percent =>
        {
            var got = reached.Count(r => r >= percent * 10);
            return new DropOffPoint(percent, got, (double)got / reached.Count);
        })];

    private static async Task<List<EpisodeReach>> EpisodesAsync(MediaInsightDb db, MediaItemId id, Dictionary<(int Person, int Item), Viewing> viewings, CancellationToken cancellationToken)
    {
        var below = await ItemsBelow.OfAsync(db, id, cancellationToken);
        var items = await db.MediaItems.AsNoTracking().Where(i => below.Contains(i.Id) && i.Kind < MediaKind.Show)
            .Select(i => new { i.Id, i.Title, i.SeasonNumber, i.EpisodeNumber, i.RemovedAt, i.AddedAt }).ToListAsync(cancellationToken);
        var byItem = viewings.ToLookup(v => v.Key.Item, v => (v.Key.Person, v.Value.Completed));

        // The same episode may have been filed anew: one row for a season and number, that of the file that is there.
        var episodes = items.GroupBy(i => i is { SeasonNumber: { } season, EpisodeNumber: { } number } ? (season, number, 0) : (-1, -1, i.Id.Value))
            .Select(g => (Shown: g.OrderBy(i => i.RemovedAt is not null).ThenByDescending(i => i.Id.Value).First(), Played: g.SelectMany(i => byItem[i.Id.Value]).ToList()))
            .OrderBy(e => e.Shown.SeasonNumber is null or 0).ThenBy(e => e.Shown.SeasonNumber).ThenBy(e => e.Shown.EpisodeNumber is null).ThenBy(e => e.Shown.EpisodeNumber).ThenBy(e => e.Shown.AddedAt).ThenBy(e => e.Shown.Id.Value)
            .ToList();
        var (rows, later) = (new EpisodeReach[episodes.Count], new HashSet<int>());
        for (var i = episodes.Count - 1; i >= 0; i--)
        {
            var (shown, played) = episodes[i];
            var persons = played.Select(p => p.Person).ToHashSet();
            var reached = persons.Count;
            if (shown.SeasonNumber is not 0)
            {
                later.UnionWith(persons);
                reached = later.Count;
            }

            rows[i] = new(shown.Id, shown.Title, shown.SeasonNumber, shown.EpisodeNumber, persons.Count, played.Where(p => p.Completed).Select(p => p.Person).Distinct().Count(), reached);
        }

        return [.. rows];
    }

    /// <param name="Permille">Farthest point; -1: not told.</param>
    private readonly record struct Viewing(short Permille, bool Completed);
}
