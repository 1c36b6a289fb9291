using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data;

/// <summary>Reads many rows of whole numbers.</summary>
internal static class NumberRows
{
    private const int RowsPerCheck = 8192;

    /// <summary>What to do with a row; the values are valid only until it returns.</summary>
    public delegate void Each(ReadOnlySpan<long> values);

    /// <param name="sql">Without parameters; every column a whole number.</param>
    public static void Read(MediaInsightDb db, string sql, Each each, CancellationToken cancellationToken)
    {
        using var command = Command(db, sql);
        using var reader = command.ExecuteReader();
        var values = new long[reader.FieldCount];
        for (var row = 1; reader.Read(); row++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetInt64(i);
            }

            each(values);
            if (row % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static DbCommand Command(MediaInsightDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction is { } current
            ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(current)
            : null;
        return command;
    }
}
