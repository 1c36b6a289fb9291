using System.Globalization;
using System.Security.Claims;
using MediaInsight.Data;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.Identity;
using MediaInsight.Tests.Components.Pages.History;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace MediaInsight.Tests.History.Changes;

/// <summary>A real file with two people's plays in it, and everything that may change them.</summary>
internal sealed class CareRig : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly WriteGate _gate = new();

    public CareRig(int plays = 6)
    {
        PlaySeed.Fill(Db, plays);
        Writer = new(Db, _gate, Time);
        Settings = new(Db, Writer, new ConfigurationBuilder().Build(), Time);
        Audit = new(Writer, Time);
        Changes = new(Db, Writer, Audit, Time);
        Bin = new(Writer, Changes, Audit, Time);
        People = new(Db);
        Undo = new(Writer, Db, Changes, Bin, People);
        Reassignment = new(Db, Changes, People, Time);
        History = new(Db, new(Db));
    }

    public static ClaimsPrincipal Admin => Somebody(Roles.Admin);

    public static ClaimsPrincipal Reader => Somebody(Roles.Viewer);

    public ManualTime Time { get; } = new(Now);
    public TestDb Db { get; } = new();
    public DatabaseWriter Writer { get; }
    public SettingsStore Settings { get; }
    public AuditLog Audit { get; }
    public ChangeLog Changes { get; }
    public PlayBin Bin { get; }
    public PeopleDirectory People { get; }
    public ChangeUndo Undo { get; }
    public PlayReassignment Reassignment { get; }
    public HistoryQuery History { get; }

    /// <summary>Every value of every row of the tables, as SQLite would write it.</summary>
    public List<string> Dump(params string[] tables)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(Db.File));
        connection.Open();
        var rows = new List<string>();
        foreach (var table in tables)
        {
            var columns = Read(connection, $"SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
            rows.AddRange(Read(connection, $"SELECT {string.Join(" || '|' || ", columns.Select(c => $"typeof({c}) || ':' || quote({c})"))} FROM {table} ORDER BY rowid"));
        }

        return rows;
    }

    public List<string> Ask(string sql)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(Db.File));
        connection.Open();
        return Read(connection, sql);
    }

    public void Sql(string sql)
    {
        using var connection = new SqliteConnection(DataModule.ConnectionString(Db.File));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Db.Dispose();
        _gate.Dispose();
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }

        return rows;
    }

    private static ClaimsPrincipal Somebody(string role) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, role), new(ClaimTypes.Role, role), new(AppClaims.Scope, AppClaims.Everything)], "test"));
}
