using System.Data.Common;
using MediaInsight.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>A database that remembers what it was asked, and can say how SQLite answers it.</summary>
public sealed class RecordedSql(TestDb database) : DbCommandInterceptor, IDbContextFactory<MediaInsightDb>
{
    private readonly List<string> _commands = [];

    public MediaInsightDb CreateDbContext() => new SqliteMediaInsightDb(
        new DbContextOptionsBuilder<SqliteMediaInsightDb>().UseSqlite(DataModule.ConnectionString(database.File)).ConfigureWarnings(DataModule.Warn).AddInterceptors(this).Options);

    /// <summary>What was asked since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_commands)
        {
            List<string> taken = [.. _commands];
            _commands.Clear();
            return taken;
        }
    }

    /// <summary>Lines of the plan in which a table is read from its beginning to its end.</summary>
    public IReadOnlyList<string> Scans(string sql)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(database.File));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (System.Text.RegularExpressions.Match parameter in System.Text.RegularExpressions.Regex.Matches(sql, @"[@$]\w+").DistinctBy(m => m.Value))
        {
            command.Parameters.AddWithValue(parameter.Value, "[1]");
        }

        using var row = command.ExecuteReader();
        var scans = new List<string>();
        while (row.Read())
        {
            if (row.GetString(3).StartsWith("SCAN ", StringComparison.Ordinal))
            {
                scans.Add(row.GetString(3));
            }
        }

        return scans;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        lock (_commands)
        {
            _commands.Add(command.CommandText);
        }

        return ValueTask.FromResult(result);
    }
}
