using System.Buffers;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

/// <summary>Per title: how often, how long, by how many, and whether to the end. Most and least watched come from it.</summary>
public sealed class EngagementReader(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    private readonly SelectedPlays _plays = new(index, factory);

    /// <exception cref="ArgumentException">The split is none of titles.</exception>
    public Task<EngagementResult> ReadAsync(EngagementRequest request, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken) =>
        IsOfTitles(request.By)
            ? _plays.AskAsync(request.Filter, zone, scope, (reading, selection) => Answer(reading, selection, request), cancellationToken)
            : throw new ArgumentException("Engagement is told of titles.", nameof(request));

    public static bool IsOfTitles(StatisticSplit split) => split is >= StatisticSplit.Title and <= StatisticSplit.Author or StatisticSplit.Channel or StatisticSplit.Programme;

    private static EngagementResult Answer(PlayIndexReading reading, PlaySelection selection, EngagementRequest request)
    {
        var keys = Keyring.Of(request.By, reading);
        var cells = new StatisticCell[keys.Count];
        StatisticCell total = default;
        new StatisticWalk(reading, selection, withViewers: true).Groups(keys, cells, ref total);
        var shown = Enumerable.Range(0, cells.Length).Where(g => !cells[g].IsEmpty && cells[g].Plays >= request.MinPlays).ToArray();
        var depths = Depths(reading, selection, keys);
        var viewers = Viewers(reading, selection, keys, shown);
        Sort(shown, request, g => request.Order switch
        {
            EngagementOrder.Plays => cells[g].Plays,
            EngagementOrder.Viewers => viewers[g],
            EngagementOrder.CompletionRate => cells[g].Plays == 0 ? null : (double)cells[g].Completed / cells[g].Plays,
            EngagementOrder.AverageCompletion => depths[g].Average,
            EngagementOrder.LastWatched => cells[g].Last,
            _ => cells[g].WatchedMs,
        });
        return new(
            [.. shown.Take(Math.Max(1, request.Limit)).Select(g =>
            {
                var figures = cells[g].Figures();
                return new EngagementRow(
                    keys.Key(g), figures.Plays, figures.WatchedMs, viewers[g], figures.Plays == 0 ? null : (double)figures.Completed / figures.Plays, depths[g].Average,
                    figures.LastAt ?? DateTimeOffset.UnixEpoch);
            })],
            shown.Length);
    }

    private static Depth[] Depths(PlayIndexReading reading, PlaySelection selection, SplitKeys keys)
    {
        using var chains = new ChainDepths(reading, selection);
        var depths = new Depth[keys.Count];
        var begun = selection with { StartedWithin = true };
        var (rows, filled) = (ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows), ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows));
        foreach (var block in reading.Blocks)
        {
            var count = begun.Rows(block, rows);
            keys.Fill(block, rows, count, filled);
            for (var i = 0; i < count; i++)
            {
                if (filled[i] >= 0 && (block.Marks[rows[i]] & PlayMarks.First) != 0 && chains.Of(block, rows[i]) is >= 0 and var reached)
                {
                    depths[filled[i]].Sum += reached;
                    depths[filled[i]].Told++;
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<int>.Shared.Return(filled);
        return depths;
    }

    /// <summary>Persons by group.</summary>
    private static int[] Viewers(PlayIndexReading reading, PlaySelection selection, SplitKeys keys, int[] shown)
    {
        var persons = Persons.Of(reading.Names);
        var slots = new int[keys.Count];
        slots.AsSpan().Fill(-1);
        for (var i = 0; i < shown.Length; i++)
        {
            slots[shown[i]] = i;
        }

        var words = persons.Words;
        var seen = new ulong[shown.Length * words];
        new StatisticWalk(reading, selection).Persons(keys, slots, persons.OfAccount, seen);
        var counts = new int[keys.Count];
        for (var i = 0; i < seen.Length; i++)
        {
            counts[shown[i / words]] += System.Numerics.BitOperations.PopCount(seen[i]);
        }

        return counts;
    }

    private static void Sort(int[] groups, EngagementRequest request, Func<int, double?> measure)
    {
        var sign = request.Ascending ? 1 : -1;
        var values = Array.ConvertAll(groups, g => measure(g) is { } value ? value * sign : double.PositiveInfinity);
        Array.Sort(values, groups);

        // Equal ones as they were numbered: the same question gets the same answer.
        for (var from = 0; from < groups.Length;)
        {
            var to = from + 1;
            while (to < groups.Length && values[to].Equals(values[from]))
            {
                to++;
            }

            Array.Sort(groups, from, to - from);
            from = to;
        }
    }

    private struct Depth
    {
        public long Sum;
        public int Told;

        public readonly double? Average => Told == 0 ? null : Sum / 1000.0 / Told;
    }
}
