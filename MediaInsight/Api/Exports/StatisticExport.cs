using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;

namespace MediaInsight.Api.Exports;

/// <summary>A statistic as rows of a file: one per row, or one per row and part where it is broken down twice.</summary>
internal static class StatisticExport
{
    /// <param name="first">The first portion, or all of it.</param>
    /// <param name="ask">The next portions, for as long as there are rows; null: what is there is what was asked for.</param>
    public static ExportAnswer<Line> Answer(string name, ExportWish wish, StatisticResult first, Func<StatisticRequest, Task<StatisticResult>>? ask) =>
        new(name, wish, Columns(first.Request.By, first.Request.Then), PortionsAsync(first, ask).SelectMany(Lines));

    /// <summary>An answer and what follows it, a portion at a time.</summary>
    public static async IAsyncEnumerable<StatisticResult> PortionsAsync(StatisticResult first, Func<StatisticRequest, Task<StatisticResult>>? ask)
    {
        for (var portion = first; portion.Rows.Count > 0; portion = await ask(portion.Request with { Offset = portion.Request.Offset + portion.Rows.Count }))
        {
            yield return portion;
            if (ask is null || portion.Rows.Count < portion.Request.Limit)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<Line> Lines(StatisticResult result)
    {
        foreach (var row in result.Rows)
        {
            if (result.Request.Then == StatisticSplit.None)
            {
                yield return new(row.Key, null, row.Figures);
                continue;
            }

            for (var i = 0; i < result.Parts.Count; i++)
            {
                if (!row.Parts[i].IsEmpty)
                {
                    yield return new(row.Key, result.Parts[i], row.Parts[i]);
                }
            }
        }
    }

    private static List<ExportColumn<Line>> Columns(StatisticSplit by, StatisticSplit then) =>
    [
        .. Of(by, l => l.Key),
        .. Of(then, l => l.Part!), // non-null: with a second split every line has one
        new("plays", l => l.Figures.Plays),
        new("watched_seconds", l => l.Figures.WatchedMs / 1000.0),
        new("bytes_estimate", l => l.Figures.Bytes),
        new("direct_plays", l => l.Figures.DirectPlays),
        new("direct_streams", l => l.Figures.DirectStreams),
        new("transcodes", l => l.Figures.Transcodes),
        new("completed", l => l.Figures.Completed),
        new("viewers", l => l.Figures.Viewers),
        new("first_at", l => l.Figures.FirstAt),
        new("last_at", l => l.Figures.LastAt),
    ];

    private static List<ExportColumn<Line>> Of(StatisticSplit split, Func<Line, StatisticKey> key)
    {
        var word = StatisticWords.Of(split).Replace('-', '_');
        if (split == StatisticSplit.None)
        {
            return [];
        }

        if (split.IsTime())
        {
            return [new(word, l => key(l).Id)];
        }

        var columns = new List<ExportColumn<Line>> { new(word + "_id", l => key(l).Id), new(word, l => StatisticKeyAnswer.LabelOf(key(l))), new(word + "_detail", l => key(l).Detail) };
        if (split is StatisticSplit.Title)
        {
            columns.Add(new(word + "_year", l => key(l).Year));
        }

        return columns;
    }

    /// <param name="Part">Null without a second split.</param>
    internal sealed record Line(StatisticKey Key, StatisticKey? Part, StatisticFigures Figures);
}
