using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Works out one answer. Splits by groups are walked once for the rows, once for the parts and once for both.</summary>
internal sealed class StatisticWork(PlayIndexReading reading, StatisticRequest request, PlaySelection selection, TimeZoneInfo zone, DateOnly today)
{
    /// <summary>Places of two splits that are crossed at once: 4 MB.</summary>
    private const int MostCrossed = 65_536;

    /// <summary>Groups that are laid out along the time at once.</summary>
    private const int FewGroups = 32;

    private readonly int _limit = Math.Max(1, request.Limit);
    private readonly int _thenLimit = Math.Clamp(request.ThenLimit, 1, StatisticRequest.MaxThenLimit);

    public StatisticResult Read() => (TimeBuckets.IsTime(request.By), TimeBuckets.IsTime(request.Then)) switch
    {
        (true, _) => TimesFirst(),
        (_, true) => TimesLast(),
        _ => Groups(),
    };

    private StatisticResult Groups()
    {
        var (keys, then) = (Keyring.Of(request.By, reading), Keyring.Of(request.Then, reading));
        var isCrossed = request.Then != StatisticSplit.None && keys.Lists is null && then.Lists is null && (long)(keys.Count + 1) * (then.Count + 1) <= MostCrossed;
        var crossed = isCrossed ? new CrossTable(Walk(selection).Crossed(keys, then), keys.Count, then.Count) : null;
        StatisticCell total = default;
        var ranked = Ranked(crossed?.Rows(ref total) ?? Cells(keys, ref total), _limit, request.Ascending, request.Offset);
        var rows = ranked.Slots.Select(g => keys.Key(g)).ToList();
        var persons = request.WithViewers ? Persons(keys, ranked) : null;
        if (request.Then == StatisticSplit.None)
        {
            return Result(rows.Select((k, i) => new StatisticRow(k, ranked.Cells[ranked.Slots[i]].Figures(persons?[i]), [])), [], total.Figures(TotalPersons(persons)), ranked);
        }

        StatisticCell ignored = default;
        var parts = Ranked(crossed?.Columns() ?? Cells(then, ref ignored), _thenLimit, false);
        var width = parts.Width;
        var cells = new StatisticCell[rows.Count * width];
        if (crossed is null)
        {
            Walk(selection).Pairs(keys, ranked.WithoutOthers(), then, parts.SlotOf, width, cells);
        }
        else
        {
            crossed.Fold(ranked.WithoutOthers(), parts.SlotOf, width, cells);
        }

        return Result(
            rows.Select((k, i) => new StatisticRow(k, ranked.Cells[ranked.Slots[i]].Figures(persons?[i]), Figures(cells.AsSpan(i * width, parts.Count)))),
            parts.Keys(then), total.Figures(TotalPersons(persons)), ranked);
    }

    private StatisticResult TimesFirst()
    {
        if (Range() is not { } range)
        {
            return Result([], [], default, 0);
        }

        var ranged = Within(range);
        var time = TimeBuckets.Of(request.By, range.From, range.To, zone);
        var viewers = request.WithViewers ? Viewers() : null;
        var words = viewers is null ? 0 : (viewers.Max() / 64) + 1;
        var seen = viewers is null ? null : new ulong[time.Ids.Count * words];
        StatisticCell total = default;
        var keys = Keyring.Of(request.Then, reading);
        var isFew = keys.Lists is null && keys.Count <= FewGroups;
        var ranking = isFew ? Ranking.All(keys.Count) : new StatisticWork(reading, request, ranged, zone, today).Ranked(keys);
        var all = new StatisticCell[time.Ids.Count * ranking.Width];
        Walk(ranged).Times(time, keys, ranking.SlotOf, ranking.Width, all, ref total, viewers, seen);
        var parts = isFew ? Ranked(CrossTable.Columns(all, ranking.Width), request.Then == StatisticSplit.None ? 1 : _thenLimit, false) : ranking;
        var width = parts.Width;
        var cells = isFew ? CrossTable.Folded(all, ranking.Width, parts.SlotOf, width) : all;
        var rows = time.Ids.Select((id, t) =>
        {
            StatisticCell sum = default;
            foreach (ref readonly var cell in cells.AsSpan(t * width, width))
            {
                sum.Add(cell);
            }

            return new StatisticRow(new(id, null), sum.Figures(seen is null ? null : Bits(seen.AsSpan(t * words, words))), request.Then == StatisticSplit.None ? [] : Figures(cells.AsSpan(t * width, Math.Min(width, parts.Count))));
        }).ToList();
        return Result(rows, request.Then == StatisticSplit.None ? [] : parts.Keys(keys), total.Figures(seen is null ? null : Union(seen, words)), rows.Count) with { From = range.From, To = range.To };
    }

    private StatisticResult TimesLast()
    {
        if (Range() is not { } range)
        {
            return Result([], [], default, 0);
        }

        var ranged = Within(range);
        var time = TimeBuckets.Of(request.Then, range.From, range.To, zone);
        var answer = new StatisticWork(reading, request, ranged, zone, today);
        StatisticCell total = default;
        var keys = Keyring.Of(request.By, reading);
        var ranked = Ranked(answer.Cells(keys, ref total), _limit, request.Ascending, request.Offset);
        var width = ranked.Slots.Count;
        var cells = new StatisticCell[time.Ids.Count * Math.Max(1, width)];
        var persons = request.WithViewers ? answer.Persons(keys, ranked) : null;
        StatisticCell ignored = default;
        Walk(ranged).Times(time, keys, ranked.WithoutOthers(), width, cells, ref ignored, null, null);
        var rows = ranked.Slots.Select((g, i) => new StatisticRow(
            keys.Key(g), ranked.Cells[g].Figures(persons?[i]), [.. Enumerable.Range(0, time.Ids.Count).Select(t => cells[(t * width) + i].Figures())]));
        return Result(rows, [.. time.Ids.Select(id => new StatisticKey(id, null))], total.Figures(TotalPersons(persons)), ranked) with { From = range.From, To = range.To };
    }

    /// <summary>Of rows split by time the piece in which most was watched; of equals the first row's, and its first piece.</summary>
    /// <param name="minPlays">Pieces with fewer do not count.</param>
    public StatisticPeak? Peak(int minPlays)
    {
        if (Range() is not { } range)
        {
            return null;
        }

        var ranged = Within(range);
        var time = TimeBuckets.Of(request.Then, range.From, range.To, zone);
        StatisticCell ignored = default;
        var keys = Keyring.Of(request.By, reading);
        var ranked = Ranked(new StatisticWork(reading, request, ranged, zone, today).Cells(keys, ref ignored), _limit, request.Ascending);
        var width = ranked.Slots.Count;
        var cells = new StatisticCell[time.Ids.Count * width];
        Walk(ranged).Times(time, keys, ranked.WithoutOthers(), width, cells, ref ignored, null, null);
        var best = -1;
        for (var row = 0; row < width; row++)
        {
            for (var at = row; at < cells.Length; at += width)
            {
                best = cells[at].Plays >= minPlays && cells[at].WatchedMs > (best < 0 ? 0 : cells[best].WatchedMs) ? at : best;
            }
        }

        return best < 0 ? null : new(keys.Key(ranked.Slots[best % width]), new(time.Ids[best / width], null), cells[best].Figures());
    }

    private StatisticWalk Walk(PlaySelection plays) => new(reading, plays, request.WithViewers);

    private StatisticCell[] Cells(SplitKeys keys, ref StatisticCell total)
    {
        var cells = new StatisticCell[keys.Count];
        Walk(selection).Groups(keys, cells, ref total);
        return cells;
    }

    /// <summary>The parts of every row, largest of the whole first.</summary>
    private Ranking Ranked(SplitKeys keys)
    {
        StatisticCell total = default;
        return Ranked(Cells(keys, ref total), _thenLimit, false);
    }

    private Ranking Ranked(StatisticCell[] cells, int limit, bool ascending, int skip = 0) => Ranking.Of(cells, limit, request.Order, ascending, skip);

    private int[] Persons(SplitKeys keys, Ranking ranked)
    {
        var viewers = Viewers();
        var words = (viewers.Max() / 64) + 1;
        var seen = new ulong[ranked.Slots.Count * words];
        Walk(selection).Persons(keys, ranked.WithoutOthers(), viewers, seen);
        return [.. Enumerable.Range(0, ranked.Slots.Count).Select(i => Bits(seen.AsSpan(i * words, words)))];
    }

    // Of the whole when the rows do not tell: one more walk with everything in one row.
    private int? TotalPersons(int[]? persons)
    {
        if (persons is null || (request.By == StatisticSplit.None && persons.Length == 1))
        {
            return persons?[0];
        }

        var viewers = Viewers();
        var seen = new ulong[(viewers.Max() / 64) + 1];
        Walk(selection).Persons(new OneKey(), [0], viewers, seen);
        return Bits(seen);
    }

    /// <summary>By account: a number of its person, from 0.</summary>
    private int[] Viewers()
    {
        var number = reading.Names.Accounts.Values.Select(a => a.Viewer).Distinct().Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
        var map = new int[reading.Names.LastAccount + 1];
        foreach (var account in reading.Names.Accounts.Values)
        {
            map[account.Id] = number[account.Viewer];
        }

        return map;
    }

    private (DateOnly From, DateOnly To)? Range()
    {
        var to = request.Filter.To ?? today;
        var from = request.Filter.From
            ?? (new StatisticWalk(reading, selection).FirstStartMs() is { } first ? SiteDays.Of(DateTimeOffset.FromUnixTimeMilliseconds(first), zone) : to);
        var isByDay = request.By == StatisticSplit.Day || request.Then == StatisticSplit.Day;
        from = isByDay && to.DayNumber - from.DayNumber >= StatisticReader.MaxDays ? to.AddDays(1 - StatisticReader.MaxDays) : from;
        return from > to ? null : (from, to);
    }

    private PlaySelection Within((DateOnly From, DateOnly To) range) => selection with
    {
        FromMs = SiteDays.Start(range.From, zone).ToUnixTimeMilliseconds(),
        BeforeMs = SiteDays.Start(range.To.AddDays(1), zone).ToUnixTimeMilliseconds(),
    };

    // Titles are told once their rows are known.
    private StatisticResult Result(IEnumerable<StatisticRow> rows, IReadOnlyList<StatisticKey> parts, StatisticFigures total, Ranking ranked)
    {
        var list = rows.ToList();
        if (request.WithTitles && TitleRows.GroupsOf(request.By, reading.Items) is { } groups)
        {
            TitleRows.Tell(list, groups, ranked.SlotOf, reading, selection);
        }

        return Result(list, parts, total, ranked.Groups);
    }

    private StatisticResult Result(IEnumerable<StatisticRow> rows, IReadOnlyList<StatisticKey> parts, StatisticFigures total, int groups) =>
        new(request, request.Filter.From, request.Filter.To, [.. rows], parts, total, groups);

    private static StatisticFigures[] Figures(Span<StatisticCell> cells)
    {
        var figures = new StatisticFigures[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            figures[i] = cells[i].Figures();
        }

        return figures;
    }

    private static int Bits(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += System.Numerics.BitOperations.PopCount(word);
        }

        return count;
    }

    private static int Union(ulong[] seen, int words)
    {
        var all = new ulong[words];
        for (var i = 0; i < seen.Length; i++)
        {
            all[i % words] |= seen[i];
        }

        return Bits(all);
    }
}
