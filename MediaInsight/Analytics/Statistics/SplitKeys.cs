using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Tells of every play in which group of a split it stands. Groups are numbers from 0.</summary>
internal abstract class SplitKeys
{
    public abstract int Count { get; }

    /// <summary>A play may stand in several groups: <see cref="Lists"/> says which, and <see cref="Fill"/> gives places in it.</summary>
    public virtual int[]?[]? Lists => null;

    public abstract StatisticKey Key(int group);

    /// <summary>Of the split; empty: of no split that has one.</summary>
    public string Name { get; init; } = "";

    /// <summary>By a number that stands in a column: numbers of one class stand in the same groups. Null: not told by the number alone.</summary>
    public virtual int[]? Classes(PlayTraits column) => null;

    /// <summary>The columns that <see cref="Fill"/> looks at: plays that agree in them stand in the same groups.</summary>
    public abstract PlayTraits Columns { get; }

    /// <summary>One number for each of the first <paramref name="count"/> rows; -1: the play does not belong to the split.</summary>
    public abstract void Fill(PlayBlock block, int[] rows, int count, int[] keys);
}

/// <summary>By a number that stands in a column, through a table.</summary>
/// <param name="column">Of a block.</param>
/// <param name="map">By that number: the group, or -1.</param>
/// <param name="beyond">Group of numbers that the table does not have (null is -1).</param>
internal sealed class MappedKeys(PlayTraits column, int[] map, int beyond, int count, Func<int, StatisticKey> key) : SplitKeys
{
    public override int Count => count;

    public override PlayTraits Columns => column;

    public override int[]? Classes(PlayTraits of) => of == column ? map : null;

    public override StatisticKey Key(int group) => key(group);

    public override void Fill(PlayBlock block, int[] rows, int count, int[] keys)
    {
        var numbers = block.Numbers(column);
        for (var i = 0; i < count; i++)
        {
            var number = numbers[rows[i]];
            keys[i] = (uint)number < (uint)map.Length ? map[number] : beyond;
        }
    }
}

/// <summary>By one of a handful of values; the group is the value plus one, 0 being "not told".</summary>
internal sealed class SmallKeys(PlayTraits column, IReadOnlyList<StatisticKey> keys) : SplitKeys
{
    public override int Count => keys.Count;

    public override PlayTraits Columns => column;

    public override StatisticKey Key(int group) => keys[group];

    public override void Fill(PlayBlock block, int[] rows, int count, int[] filled)
    {
        var values = block.Values(column);
        for (var i = 0; i < count; i++)
        {
            filled[i] = values[rows[i]] + 1;
        }
    }
}

/// <summary>By server, through a table; group 0 is what the table does not have.</summary>
internal sealed class ServerKeys(int[] map, int count, Func<int, StatisticKey> key) : SplitKeys
{
    public override int Count => count;

    public override PlayTraits Columns => PlayTraits.Server;

    public override StatisticKey Key(int group) => key(group);

    public override void Fill(PlayBlock block, int[] rows, int count, int[] keys)
    {
        var numbers = block.Server;
        for (var i = 0; i < count; i++)
        {
            keys[i] = (uint)numbers[rows[i]] < (uint)map.Length ? map[numbers[rows[i]]] : 0;
        }
    }
}

/// <summary>By what a number stands for, several at once.</summary>
/// <param name="lists">By the number in the column: its groups; null: none.</param>
internal sealed class ManyKeys(PlayTraits column, int[]?[] lists, int count, Func<int, StatisticKey> key) : SplitKeys
{
    public override int Count => count;

    public override PlayTraits Columns => column;

    public override int[]?[] Lists => lists;

    public override int[]? Classes(PlayTraits of)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        return of != column ? null : Array.ConvertAll(lists, l => l is null ? -1 : known.TryGetValue(string.Join(',', l), out var number) ? number : known[string.Join(',', l)] = known.Count);
    }

    public override StatisticKey Key(int group) => key(group);

    public override void Fill(PlayBlock block, int[] rows, int count, int[] keys)
    {
        var numbers = block.Numbers(column);
        for (var i = 0; i < count; i++)
        {
            var number = numbers[rows[i]];
            keys[i] = (uint)number < (uint)lists.Length && lists[number] is not null ? number : -1;
        }
    }
}

/// <summary>Others' keys, but not for plays of some kinds (sound has no resolution).</summary>
/// <param name="without">By the number of the kind, a bit each.</param>
internal sealed class OnlySomeKeys(SplitKeys inner, uint without) : SplitKeys
{
    public override int Count => inner.Count;

    public override PlayTraits Columns => inner.Columns | PlayTraits.Kind;

    public override int[]?[]? Lists => inner.Lists;

    public override int[]? Classes(PlayTraits column) => inner.Classes(column);

    public override StatisticKey Key(int group) => inner.Key(group);

    public override void Fill(PlayBlock block, int[] rows, int count, int[] keys)
    {
        inner.Fill(block, rows, count, keys);
        for (var i = 0; i < count; i++)
        {
            keys[i] = (without >> block.Kind[rows[i]] & 1) == 0 ? keys[i] : -1;
        }
    }
}

/// <summary>By device; those of people who are incognito without the name, which people give after themselves.</summary>
internal sealed class DeviceKeys(int[] named, int[] nameless, bool[] hidden, int count, Func<int, StatisticKey> key) : SplitKeys
{
    private readonly bool _hasHidden = Array.IndexOf(hidden, true) >= 0;

    public override int Count => count;

    public override PlayTraits Columns => PlayTraits.Device | (_hasHidden ? PlayTraits.Account : 0);

    public override int[]? Classes(PlayTraits column) => column == PlayTraits.Device && !_hasHidden ? named : null;

    public override StatisticKey Key(int group) => key(group);

    public override void Fill(PlayBlock block, int[] rows, int count, int[] keys)
    {
        for (var i = 0; i < count; i++)
        {
            var device = block.Device[rows[i]];
            var map = _hasHidden && block.Account[rows[i]] is var account && (uint)account < (uint)hidden.Length && hidden[account] ? nameless : named;
            keys[i] = (uint)device < (uint)map.Length ? map[device] : -1;
        }
    }
}

/// <summary>Everything in one row.</summary>
internal sealed class OneKey : SplitKeys
{
    public override int Count => 1;

    public override PlayTraits Columns => PlayTraits.None;

    public override StatisticKey Key(int group) => new("all", null);

    public override void Fill(PlayBlock block, int[] rows, int count, int[] keys) => keys.AsSpan(0, count).Clear();
}

/// <summary>By the whole list of groups in which a play stands: each play stands in one of those.</summary>
internal sealed class ListKeys : SplitKeys
{
    private readonly SplitKeys _inner;
    private readonly List<int[]> _lists = [];
    private readonly int[] _listOf;

    /// <param name="inner">Has lists.</param>
    public ListKeys(SplitKeys inner)
    {
        _inner = inner;
        Name = inner.Name;
        var lists = inner.Lists ?? [];
        var numbers = new Dictionary<int[], int>(ReferenceEqualityComparer.Instance);
        _listOf = new int[lists.Length];
        for (var i = 0; i < lists.Length; i++)
        {
            if (lists[i] is not { } list)
            {
                _listOf[i] = -1;
                continue;
            }

            if (!numbers.TryGetValue(list, out var number))
            {
                numbers[list] = number = _lists.Count;
                _lists.Add(list);
            }

            _listOf[i] = number;
        }
    }

    public override int Count => _lists.Count;

    public override PlayTraits Columns => _inner.Columns;

    public override int[]? Classes(PlayTraits column) => _inner.Classes(column);

    public override StatisticKey Key(int group) => new("", null);

    /// <summary>Of the inner split.</summary>
    public int[] Groups(int list) => _lists[list];

    public override void Fill(PlayBlock block, int[] rows, int count, int[] keys)
    {
        _inner.Fill(block, rows, count, keys);
        for (var i = 0; i < count; i++)
        {
            keys[i] = keys[i] < 0 ? -1 : _listOf[keys[i]];
        }
    }
}
