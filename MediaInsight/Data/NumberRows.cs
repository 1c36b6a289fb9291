using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace MediaInsight.Data;

/// <summary>Reads rows of whole numbers, and of few words, straight from SQLite: what an ordinary reader checks for each value takes longer than the value, millions of times over.</summary>
internal static class NumberRows
{
    private const int RowsPerCheck = 8192;

    // The type of the handle has another version where Microsoft.Data.Sqlite was compiled (see SqliteRuntime): it cannot be named together with the connection's.
    private static readonly PropertyInfo HandleOf = typeof(SqliteConnection).GetProperty("Handle")
        ?? throw new InvalidOperationException("A connection to SQLite has no handle.");

    /// <summary>What to do with a row; the values are valid only until it returns.</summary>
    public delegate void Each(ReadOnlySpan<long> values);

    /// <param name="db">Its connection is open; a transaction on it is the one that is read in.</param>
    /// <param name="sql">Without parameters; every column a whole number, null counts as 0.</param>
    public static void Read(MediaInsightDb db, string sql, Each each, CancellationToken cancellationToken) => Read(db, sql, null, [], each, cancellationToken);

    /// <param name="words">Takes the texts, whose columns then hold its numbers; -1 for null.</param>
    /// <param name="texts">The columns of texts.</param>
    public static void Read(MediaInsightDb db, string sql, RowWords? words, ReadOnlySpan<int> texts, Each each, CancellationToken cancellationToken)
    {
        var handle = (sqlite3)(HandleOf.GetValue(db.Database.GetDbConnection()) ?? throw new InvalidOperationException("The connection is not open."));
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement), handle);
        using (statement)
        {
            var values = new long[raw.sqlite3_column_count(statement)];
            int result;
            for (var row = 1; (result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW; row++)
            {
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = words is not null && texts.Contains(i) ? words.Of(raw.sqlite3_column_blob(statement, i)) : raw.sqlite3_column_int64(statement, i);
                }

                each(values);
                if (row % RowsPerCheck == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result, handle);
        }
    }

    private static void Check(int result, sqlite3 handle)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite Error {result}: '{raw.sqlite3_errmsg(handle).utf8_to_string()}'.", result);
        }
    }
}
