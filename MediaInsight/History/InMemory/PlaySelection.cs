using MediaInsight.Domain;

namespace MediaInsight.History.InMemory;

/// <summary>Which plays of the index a question is about. Null or -1: any.</summary>
internal sealed record PlaySelection
{
    /// <summary>Watched time is spread over at most this much elapsed time, ms: a forgotten pause of weeks needs no search back to its start.</summary>
    public const long LongestMs = 7L * 24 * 60 * 60 * 1000;

    /// <summary>Accounts whose plays are read one after the other; of more all plays are read.</summary>
    private const int FewAccounts = 16;

    /// <summary>One title for so many plays of a block at most: of more titles all plays are read.</summary>
    private const int PlaysPerItem = 32;

    /// <summary>Nothing at all.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>By account number.</summary>
    public bool[]? Accounts { get; private init; }

    /// <summary>Numbers of <see cref="Accounts"/>, ascending.</summary>
    public int[]? AccountNumbers { get; private init; }

    /// <summary>By item number.</summary>
    public bool[]? Items
    {
        get;
        init
        {
            field = value;
            ItemNumbers = value is null ? null : NumbersOf(value);
        }
    }

    /// <summary>Numbers of <see cref="Items"/>, ascending.</summary>
    public int[]? ItemNumbers { get; private init; }
    public int Server { get; init; } = -1;
    public int Library { get; init; } = -1;
    public int Kind { get; init; } = -1;
    public int Decision { get; init; } = -1;

    /// <summary>Unix ms, included. Plays that began before it and reach into it are in, unless <see cref="StartedWithin"/>.</summary>
    public long FromMs { get; init; } = long.MinValue;

    /// <summary>Unix ms, excluded.</summary>
    public long BeforeMs { get; init; } = long.MaxValue;

    /// <summary>Only plays that began in the range.</summary>
    public bool StartedWithin { get; init; }

    /// <summary>Short and inferred plays are out.</summary>
    public PlayMarks Without { get; init; } = PlayMarks.Uncounted;

    /// <summary>Accounts of one person; an array that any account number of the reading fits in.</summary>
    public static bool[] AccountsOf(PlayNames names, Func<AccountName, bool> wanted)
    {
        var accounts = new bool[names.LastAccount + 1];
        foreach (var account in names.Accounts.Values.Where(wanted))
        {
            accounts[account.Id] = true;
        }

        return accounts;
    }

    /// <summary>Narrowed to what the reader may see.</summary>
    public PlaySelection Within(ReadScope scope, PlayNames names) => scope switch
    {
        { IsEverything: true } => this,
        { Nothing: false, OnlyViewer: { } viewer } => And(names, a => a.Viewer == viewer.Value),
        _ => this with { IsEmpty = true },
    };

    public PlaySelection And(PlayNames names, Func<AccountName, bool> wanted)
    {
        var now = AccountsOf(names, wanted);
        for (var i = 0; Accounts is { } both && i < now.Length; i++)
        {
            now[i] &= i < both.Length && both[i];
        }

        return this with { Accounts = now, AccountNumbers = NumbersOf(now) };
    }

    private static int[] NumbersOf(bool[] set) => [.. Enumerable.Range(0, set.Length).Where(i => set[i])];

    /// <summary>All of a block lies in the range: nothing of its plays is cut off.</summary>
    public bool Holds(PlayBlock block) => FromMs <= block.StartedMs[0] && block.LastStopMs <= BeforeMs;

    /// <summary>The rows of a block that are meant, in order.</summary>
    /// <param name="rows">At least <see cref="PlayBlock.MaxRows"/> long.</param>
    public int Rows(PlayBlock block, int[] rows)
    {
        if (IsEmpty)
        {
            return 0;
        }

        var (first, end) = (0, block.Count);
        if (FromMs != long.MinValue)
        {
            if (block.LastStopMs < FromMs && block.StartedMs[^1] < FromMs)
            {
                return 0;
            }

            first = LowerBound(block.StartedMs, StartedWithin ? FromMs : FromMs - LongestMs);
        }

        if (BeforeMs != long.MaxValue)
        {
            end = LowerBound(block.StartedMs, BeforeMs);
        }

        var accounts = AccountNumbers is { Length: <= FewAccounts } ? AccountNumbers : null;
        var items = accounts is null && ItemNumbers is not null && ItemNumbers.Length <= block.Count / PlaysPerItem ? ItemNumbers : null;
        var count = accounts is not null ? Numbered(block, block.ByAccount, accounts, first, end, rows)
            : items is not null ? Numbered(block, block.ByItem, items, first, end, rows)
            : Counted(block, first, end, rows);
        count = Reaching(block, rows, count);
        count = Kind < 0 ? count : Matching(block.Kind, (sbyte)Kind, rows, count);
        count = Decision < 0 ? count : Matching(block.Decision, (sbyte)Decision, rows, count);
        count = Server < 0 ? count : Matching(block.Server, (short)Server, rows, count);
        count = Library < 0 ? count : Matching(block.Library, Library, rows, count);
        count = Accounts is null || accounts is not null ? count : Among(block.Account, Accounts, rows, count);
        return Items is null || items is not null ? count : Among(block.Item, Items, rows, count);
    }

    /// <summary>The columns by which plays are chosen; null: also by something that rows of many plays cannot tell.</summary>
    public PlayTraits? Columns => IsEmpty || Accounts is not null || Items is not null || Without != PlayMarks.Uncounted ? null
        : (Kind < 0 ? 0 : PlayTraits.Kind) | (Decision < 0 ? 0 : PlayTraits.Decision) | (Server < 0 ? 0 : PlayTraits.Server) | (Library < 0 ? 0 : PlayTraits.Library);

    /// <summary>All plays of the block are in the range, with all of their time.</summary>
    public bool HoldsAll(PlayBlock block) => Holds(block) && block.StartedMs[^1] < BeforeMs;

    /// <summary>How many plays of the block are meant; null: that is known only by looking at each.</summary>
    public int? CountOf(PlayBlock block) =>
        !IsEmpty && Accounts is null && Items is null && (Without & ~PlayMarks.Uncounted) == 0 && HoldsAll(block) ? block.Counts.Of(this) : null;

    /// <summary>Nothing of the block reaches into the range.</summary>
    public bool Misses(PlayBlock block) =>
        IsEmpty || block.StartedMs[0] >= BeforeMs || (FromMs != long.MinValue && block.LastStopMs < FromMs && block.StartedMs[^1] < FromMs);

    /// <summary>The rows that are meant of a block whose rows stand for counted plays within the range and have <see cref="Columns"/>.</summary>
    public int Alike(PlayBlock sample, int[] rows)
    {
        var count = sample.Count;
        for (var r = 0; r < count; r++)
        {
            rows[r] = r;
        }

        count = Kind < 0 ? count : Matching(sample.Kind, (sbyte)Kind, rows, count);
        count = Decision < 0 ? count : Matching(sample.Decision, (sbyte)Decision, rows, count);
        count = Server < 0 ? count : Matching(sample.Server, (short)Server, rows, count);
        return Library < 0 ? count : Matching(sample.Library, Library, rows, count);
    }

    private int Counted(PlayBlock block, int first, int end, int[] rows)
    {
        var (marks, without, count) = (block.Marks, Without, 0);
        for (var r = first; r < end; r++)
        {
            rows[count] = r;
            count += (marks[r] & without) == 0 ? 1 : 0;
        }

        return count;
    }

    // Read number by number, then put in order.
    private int Numbered(PlayBlock block, NumberedRows numbered, int[] numbers, int first, int end, int[] rows)
    {
        var (marks, without, count, found) = (block.Marks, Without, 0, 0);
        foreach (var number in numbers)
        {
            var before = count;
            foreach (var r in numbered.Of(number))
            {
                rows[count] = r;
                count += r >= first && r < end && (marks[r] & without) == 0 ? 1 : 0;
            }

            found += count > before ? 1 : 0;
        }

        if (found > 1)
        {
            rows.AsSpan(0, count).Sort();
        }

        return count;
    }

    // Of what began before the range only plays that reach into it.
    private int Reaching(PlayBlock block, int[] rows, int count)
    {
        if (FromMs == long.MinValue || StartedWithin || count == 0 || block.StartedMs[rows[0]] >= FromMs)
        {
            return count;
        }

        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var r = rows[i];
            rows[kept] = r;
            kept += block.StartedMs[r] >= FromMs || block.StoppedMs[r] > FromMs ? 1 : 0;
        }

        return kept;
    }

    private static int Matching<T>(T[] column, T wanted, int[] rows, int count) where T : struct, IEquatable<T>
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var r = rows[i];
            rows[kept] = r;
            kept += column[r].Equals(wanted) ? 1 : 0;
        }

        return kept;
    }

    private static int Among(int[] column, bool[] wanted, int[] rows, int count)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var r = rows[i];
            var value = column[r];
            rows[kept] = r;
            kept += (uint)value < (uint)wanted.Length && wanted[value] ? 1 : 0;
        }

        return kept;
    }

    private static int LowerBound(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
