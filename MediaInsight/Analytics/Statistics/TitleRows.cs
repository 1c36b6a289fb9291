using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Statistics;

/// <summary>What rows of titles show beside their figures: how many titles they stand for, a picture, a page.</summary>
internal static class TitleRows
{
    /// <summary>Null when the split is not by title.</summary>
    public static ItemGroups? GroupsOf(StatisticSplit split, PlayedItems items) => split switch
    {
        StatisticSplit.Title => items.Titles,
        StatisticSplit.Item => items.Items,
        StatisticSplit.Season => items.Seasons,
        StatisticSplit.Album => items.Albums,
        StatisticSplit.Author => items.Authors,
        StatisticSplit.Channel => items.Channels,
        StatisticSplit.Programme => items.Programmes,
        _ => null,
    };

    /// <summary>A title with a picture stands for the row, the last played one of those.</summary>
    /// <param name="slotOf">Row by group.</param>
    public static void Tell(List<StatisticRow> rows, ItemGroups groups, int[] slotOf, PlayIndexReading reading, PlaySelection selection)
    {
        var last = new StatisticWalk(reading, selection).LastStarts();
        var titles = new int[rows.Count];
        var shown = new (bool HasPicture, long Last, int Item)[rows.Count];
        for (var item = 0; item < last.Length; item++)
        {
            if (last[item] == 0 || groups.OfItem[item] < 0 || slotOf[groups.OfItem[item]] is var slot && (slot < 0 || slot >= rows.Count))
            {
                continue;
            }

            titles[slot]++;
            var here = (reading.Items.HasPicture[item], last[item], item);
            shown[slot] = here.CompareTo(shown[slot]) > 0 ? here : shown[slot];
        }

        for (var i = 0; i < rows.Count; i++)
        {
            rows[i] = rows[i] with { Key = rows[i].Key with { Item = new(shown[i].Item) }, Figures = rows[i].Figures with { Titles = titles[i] } };
        }
    }

    /// <summary>The page of every row: what holds its titles, where a library lists it; else the title itself.</summary>
    public static async Task<IReadOnlyList<StatisticRow>> WithPagesAsync(MediaInsightDb db, StatisticSplit split, IReadOnlyList<StatisticRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0 || split is not (StatisticSplit.Title or StatisticSplit.Item or StatisticSplit.Season or StatisticSplit.Album))
        {
            return rows;
        }

        var ids = JsonSerializer.Serialize(rows.Select(r => r.Key.Item?.Value ?? 0));
        var pages = split == StatisticSplit.Item ? [] : (await (split == StatisticSplit.Title ? Tops(db, ids) : Holders(db, ids)).ToListAsync(cancellationToken)).ToDictionary(a => a.Item, a => a.Page);
        return [.. rows.Select(r => r with
        {
            Key = r.Key with { Page = split == StatisticSplit.Item ? r.Key.Item : r.Key.Item is { } item && pages.GetValueOrDefault(item.Value) is { } page ? new MediaItemId(page) : null },
        })];
    }

    // Kinds by number: 2 episode, 3 track, 6 podcast episode; from 20 on what holds others.
    private static IQueryable<Above> Tops(MediaInsightDb db, string ids) => db.Database.SqlQuery<Above>($"""
        SELECT i.id AS Item, CASE WHEN i.kind NOT IN (2, 3, 6) THEN i.id ELSE
          (SELECT a.id FROM media_items a WHERE a.server_id = i.server_id AND a.external_id = i.grandparent_external_id AND a.kind >= 20 ORDER BY a.removed_at IS NOT NULL, a.id DESC LIMIT 1) END AS Page
        FROM media_items i WHERE i.id IN (SELECT value FROM json_each({ids}))
        """);

    private static IQueryable<Above> Holders(MediaInsightDb db, string ids) => db.Database.SqlQuery<Above>($"""
        SELECT i.id AS Item,
          (SELECT a.id FROM media_items a WHERE a.server_id = i.server_id AND a.external_id = i.parent_external_id AND a.kind >= 20 ORDER BY a.removed_at IS NOT NULL, a.id DESC LIMIT 1) AS Page
        FROM media_items i WHERE i.id IN (SELECT value FROM json_each({ids}))
        """);

    internal sealed class Above
    {
        public int Item { get; init; }
        public int? Page { get; init; }
    }
}
