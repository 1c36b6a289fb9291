using System.Diagnostics;
using System.Runtime.CompilerServices;
using MediaInsight.Domain;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Benchmarks;

/// <summary>Fifty servers with twenty sessions each, read every five seconds over HTTP, tracked and recorded in SQLite, with their libraries read and looked through for changes.</summary>
internal static class PumpBenchmark
{
    private const int Servers = 50;
    private const int Sessions = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"pump: {Servers} servers × {Sessions} sessions, {Measured.TotalSeconds} s when their libraries have been read");
        var data = folder.Of("pump");
        await using var house = await FakeHouse.OpenAsync(
            [.. Enumerable.Range(0, Servers).Select(n => new FakeServer(n % 2 == 0 ? ServerKind.Plex : ServerKind.Jellyfin, n, Sessions))], cancellationToken);
        await using var process = await AppProcess.StartAsync(app, data, LibraryReadings.Allow(house.Settings()), [], cancellationToken);

        // Reading fifty libraries for the first time is work of its own kind, and once in a server's life.
        var libraries = await LibraryReadings.FirstAsync(process.Address, Servers, cancellationToken);
        await Task.Delay(WarmUp, TimeProvider.System, cancellationToken);
        var gaps = CountRows(data).GetValueOrDefault("server_gaps");

        var last = house.Servers.ToDictionary(s => s, s => s.TakeReads() is [.., var newest] ? newest : Stopwatch.GetTimestamp());
        var (rows, processor, began) = (CountRows(data), process.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(Measured, TimeProvider.System, cancellationToken);
        var (used, elapsed) = (process.ProcessorTime - processor, Stopwatch.GetElapsedTime(began));
        var (late, reads) = Lateness(house, last);
        var after = CountRows(data);

        report.Add("pump", "processor, of one core", 100 * used / elapsed, "%", 40);
        report.Add("pump", "latest reading of a server behind its time", late, "ms", 1000);
        report.Add("pump", "readings", reads, "");
        report.Add("pump", "libraries read for the first time, before the minute", libraries.TotalSeconds, "s");
        report.Add("pump", "sessions read per second", reads * Sessions / elapsed.TotalSeconds, "/s");
        foreach (var (table, count) in after.Where(t => t.Value != rows.GetValueOrDefault(t.Key)))
        {
            report.Add("pump", $"rows added to {table}", count - rows.GetValueOrDefault(table), "");
        }

        report.Add("pump", "failed readings before and meanwhile (gaps)", gaps + after.GetValueOrDefault("server_gaps") - rows.GetValueOrDefault("server_gaps"), "");
        report.Add("pump", "plays under way", after.GetValueOrDefault("active_plays"), "");
        report.Add("pump", "resident memory", process.ResidentMb, "MB");
    }

    /// <summary>How far the widest gap between two readings of one server exceeds the interval, in ms.</summary>
    private static (double Worst, int Reads) Lateness(FakeHouse house, Dictionary<FakeServer, long> last)
    {
        var (worst, reads) = (0.0, 0);
        foreach (var server in house.Servers)
        {
            var before = last[server];
            foreach (var at in server.TakeReads())
            {
                worst = Math.Max(worst, (Stopwatch.GetElapsedTime(before, at) - Interval).TotalMilliseconds);
                before = at;
                reads++;
            }

            // A server that was not read at all is late until now.
            worst = Math.Max(worst, (Stopwatch.GetElapsedTime(before) - Interval).TotalMilliseconds);
        }

        return (worst, reads);
    }

    private static Dictionary<string, long> CountRows(string data)
    {
        // Wires SQLite as the program does.
        RuntimeHelpers.RunModuleConstructor(typeof(MediaInsightApp).Module.ModuleHandle);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "mediainsight.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var names = connection.CreateCommand();
        names.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
        var tables = new List<string>();
        using (var reader = names.ExecuteReader())
        {
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        return tables.ToDictionary(t => t, t => Count(connection, t));
    }

    private static long Count(SqliteConnection connection, string table)
    {
        using var count = connection.CreateCommand();
#pragma warning disable CA2100 // The name comes from the database's own list of tables.
        count.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
#pragma warning restore CA2100
        return (long)(count.ExecuteScalar() ?? 0L);
    }
}
