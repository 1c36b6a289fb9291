namespace MediaInsight.History.InMemory;

/// <summary>
/// The rows of a block by what a column of numbers says, two bytes each: a question about one person or one title reads the plays
/// of that person or title only.
/// </summary>
internal sealed class NumberedRows
{
    private readonly int[] _column;
    private readonly ushort[] _rows;

    private NumberedRows(int[] column, ushort[] rows)
    {
        _column = column;
        _rows = rows;
    }

    /// <param name="column">By row; at most 65 536. Not copied: it never changes.</param>
    public static NumberedRows Of(int[] column)
    {
        var keys = new long[column.Length];
        for (var r = 0; r < keys.Length; r++)
        {
            keys[r] = ((long)column[r] << 16) | (uint)r;
        }

        keys.AsSpan().Sort();
        return new(column, Array.ConvertAll(keys, k => (ushort)k));
    }

    /// <summary>In order.</summary>
    public ReadOnlySpan<ushort> Of(int number)
    {
        var (first, end) = (0, _rows.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = _column[_rows[middle]] < number ? (middle + 1, end) : (first, middle);
        }

        while (end < _rows.Length && _column[_rows[end]] == number)
        {
            end++;
        }

        return _rows.AsSpan(first, end - first);
    }
}
