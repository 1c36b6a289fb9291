using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MediaInsight.History.Changes;

/// <summary>
/// Rows as JSON and back, whatever columns a table has: what is put aside today is put back unchanged by a later version
/// that has more columns. Integers and text stand as they are, other values say what they are: <c>{"real":"1.5"}</c>,
/// <c>{"blob":"AQI="}</c>. Works inside the caller's transaction.
/// </summary>
internal static class StoredRows
{
    /// <summary>Tables whose rows go when their play goes, each with the column that names the play.</summary>
    public static async Task<IReadOnlyList<(string Table, string Column)>> PartsOfPlaysAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        await using var command = Command(
            db, """
            SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f."table" = 'plays' AND f.on_delete = 'CASCADE' AND (f."to" = 'number' OR f."to" IS NULL) ORDER BY m.name
            """);
        var tables = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add((reader.GetString(0), reader.GetString(1)));
        }

        return tables;
    }

    /// <summary>All rows of a table whose <paramref name="column"/> is one of the numbers, in the order of their storage.</summary>
    public static async Task<List<(long Key, JsonObject Row)>> ReadAsync(MediaInsightDb db, string table, string column, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        // Names come from the schema or from this program, never from a reader; numbers are numbers.
        await using var command = Command(db, $"SELECT * FROM {Quoted(table)} WHERE {Quoted(column)} IN ({List(numbers)}) ORDER BY rowid");
        var rows = new List<(long, JsonObject)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new JsonObject();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                row[reader.GetName(i)] = Write(reader.GetValue(i));
            }

            rows.Add((reader.GetInt64(reader.GetOrdinal(column)), row));
        }

        return rows;
    }

    /// <summary>Columns that the table does not have any more are left out, tables that are gone too.</summary>
    public static async Task InsertAsync(MediaInsightDb db, string table, JsonObject row, CancellationToken cancellationToken)
    {
        var known = await ColumnsAsync(db, table, cancellationToken);
        var values = row.Where(v => known.Contains(v.Key)).ToList();
        if (values.Count == 0)
        {
            return;
        }

        await using var command = Command(
            db, $"INSERT INTO {Quoted(table)} ({string.Join(", ", values.Select(v => Quoted(v.Key)))}) VALUES ({string.Join(", ", values.Select((_, i) => Name(i)))})");
        for (var i = 0; i < values.Count; i++)
        {
            Add(command, Name(i), Read(values[i].Value));
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Sets columns of one row, only if those of <paramref name="expected"/> hold what is expected. False: they do not, or the row is gone.</summary>
    public static async Task<bool> UpdateAsync(MediaInsightDb db, string table, string key, long number, JsonObject values, JsonObject? expected, CancellationToken cancellationToken)
    {
        await using var command = Command(db, "");
        var set = values.Select((v, i) => $"{Quoted(v.Key)} = {Parameter(command, i, v.Value)}").ToList();
        var where = (expected ?? []).Select((v, i) => $"{Quoted(v.Key)} IS {Parameter(command, values.Count + i, v.Value)}").ToList();
        Add(command, "$key", number);
        command.CommandText = $"UPDATE {Quoted(table)} SET {string.Join(", ", set)} WHERE {string.Join(" AND ", where.Prepend($"{Quoted(key)} = $key"))}";
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public static DbCommand Command(MediaInsightDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    public static string List(IEnumerable<long> numbers) => string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    private static async Task<HashSet<string>> ColumnsAsync(MediaInsightDb db, string table, CancellationToken cancellationToken)
    {
        await using var command = Command(db, "SELECT name FROM pragma_table_info($table)");
        Add(command, "$table", table);
        var columns = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }

    private static JsonNode? Write(object value) => value switch
    {
        DBNull => null,
        long number => JsonValue.Create(number),
        string text => JsonValue.Create(text),
        double real => new JsonObject { ["real"] = real.ToString("R", CultureInfo.InvariantCulture) },
        byte[] blob => new JsonObject { ["blob"] = Convert.ToBase64String(blob) },
        _ => throw new NotSupportedException($"SQLite gave a value of type {value.GetType().Name}."),
    };

    private static object Read(JsonNode? value) => value switch
    {
        null => DBNull.Value,
        JsonObject { Count: 1 } special when special["real"] is { } real => double.Parse(real.GetValue<string>(), CultureInfo.InvariantCulture),
        JsonObject { Count: 1 } special when special["blob"] is { } blob => Convert.FromBase64String(blob.GetValue<string>()),
        _ when value.GetValueKind() == JsonValueKind.Number => value.GetValue<long>(),
        _ => value.GetValue<string>(),
    };

    private static string Parameter(DbCommand command, int i, JsonNode? value)
    {
        Add(command, Name(i), Read(value));
        return Name(i);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"$v{i}");

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
