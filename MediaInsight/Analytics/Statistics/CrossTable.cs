namespace MediaInsight.Analytics.Statistics;

/// <summary>Two splits in one table; its last row and column hold what stands in one of them only (<see cref="StatisticWalk.Crossed"/>).</summary>
internal sealed class CrossTable(StatisticCell[] cells, int rows, int columns)
{
    /// <summary>Sums of the rows, and of all that stand in one.</summary>
    public StatisticCell[] Rows(ref StatisticCell total)
    {
        var sums = new StatisticCell[rows];
        for (var r = 0; r < rows; r++)
        {
            foreach (ref readonly var cell in cells.AsSpan(r * (columns + 1), columns + 1))
            {
                sums[r].Add(cell);
            }

            total.Add(sums[r]);
        }

        return sums;
    }

    public StatisticCell[] Columns() => Columns(cells, columns + 1)[..columns];

    /// <summary>Sums of the columns of a table.</summary>
    public static StatisticCell[] Columns(StatisticCell[] cells, int width)
    {
        var sums = new StatisticCell[width];
        for (var i = 0; i < cells.Length; i++)
        {
            sums[i % width].Add(cells[i]);
        }

        return sums;
    }

    /// <summary>Puts the cells into the places of rows and parts.</summary>
    public void Fold(int[] rowSlots, int[] columnSlots, int width, StatisticCell[] into)
    {
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; rowSlots[r] >= 0 && c < columns; c++)
            {
                if (columnSlots[c] >= 0)
                {
                    into[(rowSlots[r] * width) + columnSlots[c]].Add(cells[(r * (columns + 1)) + c]);
                }
            }
        }
    }

    /// <summary>The same table with its columns put into other places.</summary>
    public static StatisticCell[] Folded(StatisticCell[] cells, int oldWidth, int[] columnSlots, int width)
    {
        var folded = new StatisticCell[cells.Length / oldWidth * width];
        for (var i = 0; i < cells.Length; i++)
        {
            if (columnSlots[i % oldWidth] is var slot && slot >= 0)
            {
                folded[(i / oldWidth * width) + slot].Add(cells[i]);
            }
        }

        return folded;
    }
}
