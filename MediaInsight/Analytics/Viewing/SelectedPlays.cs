using System.Buffers;
using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Viewing;

/// <summary>What every question that is no group-by begins and ends with: which plays, and the rows of the few that are shown.</summary>
internal sealed class SelectedPlays(PlayIndex index, IDbContextFactory<MediaInsightDb> factory)
{
    public async Task<T> AskAsync<T>(AnalyticsFilter filter, TimeZoneInfo zone, ReadScope scope, Func<PlayIndexReading, PlaySelection, T> question, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(filter.Item, cancellationToken);
        return await index.AskAsync(reading => question(reading, PlaySelections.Of(filter, items, zone, scope, reading.Names)), cancellationToken);
    }

    /// <summary>In the order of the numbers, in one query. Plays that were deleted since are left out.</summary>
    public async Task<IReadOnlyList<HistoryRow>> RowsAsync(IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var wanted = numbers.Select(n => (long)n).ToList();
        var rows = (await HistoryQuery.RowsAsync(db, db.Plays.Where(p => wanted.Contains(p.Number) && p.StoppedAt != null), cancellationToken)).ToDictionary(r => r.Number);
        return [.. wanted.Where(rows.ContainsKey).Select(n => rows[n])];
    }

    /// <summary>All of them, by begin: for questions about one title or one person.</summary>
    public static List<PlayEntry> Entries(PlayIndexReading reading, PlaySelection selection)
    {
        var entries = new List<PlayEntry>();
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        foreach (var block in reading.Blocks)
        {
            var count = selection.Rows(block, rows);
            for (var i = 0; i < count; i++)
            {
                entries.Add(block.Entry(rows[i]));
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        return entries;
    }

    /// <summary>Numbers of the plays that are on at some time of a stretch, by begin, and how many there are without the limit.</summary>
    /// <param name="from">Unix ms, included.</param>
    /// <param name="before">Unix ms, excluded.</param>
    public static (List<int> Numbers, int Total) On(PlayIndexReading reading, PlaySelection selection, long from, long before, int limit)
    {
        var stretch = selection with { FromMs = from, BeforeMs = before, StartedWithin = false };
        var (numbers, total) = (new List<int>(), 0);
        var rows = ArrayPool<int>.Shared.Rent(PlayBlock.MaxRows);
        foreach (var block in reading.Blocks)
        {
            var count = stretch.Rows(block, rows);
            for (var i = 0; i < count; i++)
            {
                var (number, started, stopped) = (block.Number[rows[i]], block.StartedMs[rows[i]], block.StoppedMs[rows[i]]);
                if (started <= from && Math.Min(stopped, started + PlaySelection.LongestMs) <= from)
                {
                    continue;
                }

                total++;
                if (numbers.Count < limit)
                {
                    numbers.Add(number);
                }
            }
        }

        ArrayPool<int>.Shared.Return(rows);
        return (numbers, total);
    }

    /// <summary>First and last day of a question by days; null: nothing lies in it. An open begin is the first play, of a longer range the newest ten years.</summary>
    public static (DateOnly From, DateOnly To)? Days(PlayIndexReading reading, PlaySelection selection, AnalyticsFilter filter, TimeZoneInfo zone, DateOnly today)
    {
        var to = filter.To ?? today;
        var from = filter.From
            ?? (new StatisticWalk(reading, selection).FirstStartMs() is { } first ? SiteDays.Of(DateTimeOffset.FromUnixTimeMilliseconds(first), zone) : to);
        from = to.DayNumber - from.DayNumber >= StatisticReader.MaxDays ? to.AddDays(1 - StatisticReader.MaxDays) : from;
        return from > to ? null : (from, to);
    }

    /// <summary>A person as rows name them.</summary>
    public static StatisticKey Person(AccountName account) =>
        new(account.Viewer.ToString(CultureInfo.InvariantCulture), account.ViewerName) { Viewer = new(account.Viewer) };

    /// <summary>A title of a grouping as rows name it.</summary>
    public static StatisticKey Title(ItemGroup group) =>
        new(group.Item.ToString(CultureInfo.InvariantCulture), group.Name) { Kind = group.Kind, Item = new(group.Item), Detail = group.Detail, Year = group.Year };

    private async Task<IReadOnlyList<MediaItemId>?> ItemsAsync(MediaItemId? item, CancellationToken cancellationToken)
    {
        if (item is not { } one)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await (await ItemsBelow.OfAsync(db, one, cancellationToken)).ToListAsync(cancellationToken);
    }
}
