using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Names that the history is searched and sorted by; the index knows plays by number only.</summary>
internal sealed class HistoryNames(PlayIndex index)
{
    private volatile TitleRanks? _titles;

    /// <summary>Where each word of a search is found; no words: nothing is searched for.</summary>
    public static async Task<IReadOnlyList<WordPlaces>> WordsAsync(MediaInsightDb db, string? text, CancellationToken cancellationToken)
    {
        if (Text.Clean(text, HistoryFilter.MaxText) is not { } wanted)
        {
            return [];
        }

        // People are few: their names are folded here, which SQL cannot.
        var people = await PeopleAsync(db, cancellationToken);
        var places = new List<WordPlaces>();
        foreach (var word in Folding.Fold(wanted).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            var items = await db.MediaItems.Where(i => i.SearchText.Contains(word)).Select(i => i.Id).ToListAsync(cancellationToken);
            places.Add(new(Set(people.Where(p => p.Names.Contains(word, StringComparison.Ordinal)).Select(p => p.Id.Value)), Set(items.Select(i => i.Value))));
        }

        return places;
    }

    private static async Task<List<(ServerUserId Id, string Name, string Names)>> PeopleAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var people = await (from user in db.ServerUsers.AsNoTracking()
                            join viewer in db.Viewers.AsNoTracking() on user.ViewerId equals viewer.Id
                            select new { user.Id, viewer.Name, Account = user.Name }).ToListAsync(cancellationToken);
        return [.. people.Select(p => (p.Id, p.Name, Folding.Fold($"{p.Account} {p.Name}")))];
    }

    /// <summary>By number of the item or account: the place of its name; null: the order is not by a name.</summary>
    public async Task<int[]?> RankAsync(MediaInsightDb db, HistorySort sort, CancellationToken cancellationToken)
    {
        switch (sort)
        {
            case HistorySort.Viewer:
                var people = await PeopleAsync(db, cancellationToken);
                return Ranked([.. people.GroupBy(p => Folding.Fold(p.Name)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Select(p => p.Id.Value).ToList())]);
            case HistorySort.Title:
                var version = await index.AskAsync(reading => (reading.Items, reading.Items.Version), cancellationToken);
                if (_titles is { } known && known.Of == version)
                {
                    return known.Rank;
                }

                var titles = await db.MediaItems.AsNoTracking().Where(i => i.Kind < MediaKind.Show).OrderBy(i => i.SearchText).Select(i => i.Id).ToListAsync(cancellationToken);
                _titles = new(version, Ranked([.. titles.Select(i => new List<int> { i.Value })]));
                return _titles.Rank;
            default:
                return null;
        }
    }

    private static int[] Ranked(List<List<int>> numbers)
    {
        var rank = new int[numbers.Count == 0 ? 0 : numbers.Max(n => n.Max()) + 1];
        for (var i = 0; i < numbers.Count; i++)
        {
            numbers[i].ForEach(n => rank[n] = i);
        }

        return rank;
    }

    /// <summary>True at every number.</summary>
    public static bool[] Set(IEnumerable<int> numbers)
    {
        var list = numbers.ToList();
        var set = new bool[list.Count == 0 ? 0 : list.Max() + 1];
        list.ForEach(n => set[n] = true);
        return set;
    }

    /// <param name="Of">The titles as they were.</param>
    private sealed record TitleRanks((PlayedItems Items, int Version) Of, int[] Rank);
}
