namespace MediaInsight.History.InMemory;

/// <summary>The rows of a block by the account that played them, two bytes each: a question about one person reads the plays of that person only.</summary>
internal sealed class AccountRows
{
    private readonly int[] _accounts;
    private readonly int[] _ends;
    private readonly ushort[] _rows;

    private AccountRows(int[] accounts, int[] ends, ushort[] rows)
    {
        _accounts = accounts;
        _ends = ends;
        _rows = rows;
    }

    /// <param name="accounts">By row; at most 65 536.</param>
    public static AccountRows Of(ReadOnlySpan<int> accounts)
    {
        var keys = new long[accounts.Length];
        for (var r = 0; r < keys.Length; r++)
        {
            keys[r] = ((long)accounts[r] << 16) | (uint)r;
        }

        keys.AsSpan().Sort();
        var (numbers, ends, rows) = (new List<int>(), new List<int>(), new ushort[keys.Length]);
        for (var i = 0; i < keys.Length; i++)
        {
            rows[i] = (ushort)keys[i];
            var account = (int)(keys[i] >> 16);
            if (numbers.Count == 0 || numbers[^1] != account)
            {
                numbers.Add(account);
                ends.Add(i);
            }

            ends[^1] = i + 1;
        }

        return new([.. numbers], [.. ends], rows);
    }

    /// <summary>In order.</summary>
    public ReadOnlySpan<ushort> Of(int account)
    {
        var found = Array.BinarySearch(_accounts, account);
        return found < 0 ? [] : _rows.AsSpan(found == 0 ? 0 : _ends[found - 1], _ends[found] - (found == 0 ? 0 : _ends[found - 1]));
    }
}
