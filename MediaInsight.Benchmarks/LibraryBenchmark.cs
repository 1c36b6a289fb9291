using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MediaInsight.Domain;
using Microsoft.Data.Sqlite;

namespace MediaInsight.Benchmarks;

/// <summary>A library of a hundred thousand films over HTTP: read for the first time, and again unchanged.</summary>
internal static class LibraryBenchmark
{
    private const int Films = 100_000;
    private const string Token = "benchmarks-only-0123456789abcdef";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"library: {Films} films, read twice");
        var data = folder.Of("library");
        await using var house = await FakeHouse.OpenAsync([new FakeServer(ServerKind.Jellyfin, 1, 1) { Films = new(Films) }], cancellationToken);
        var settings = house.Settings();
        settings["MediaInsight__AdminToken"] = Token;
        settings["MediaInsight__Libraries__RefreshSeconds"] = "0";
        await using var process = await AppProcess.StartAsync(app, data, settings, [], cancellationToken);
        using var http = new HttpClient { BaseAddress = process.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var idle = process.ResidentMb;

        var first = await ReadAsync(http, process, cancellationToken);
        var (titles, written) = Written(data, 0);
        report.Add("library", $"first reading of {Films} films", first.Elapsed.TotalSeconds, "s");
        report.Add("library", "titles stored", titles, "");
        report.Add("library", "resident memory before", idle, "MB");
        report.Add("library", "growth of resident memory meanwhile, at most", first.PeakMb - idle, "MB", 150);
        report.Add("library", "size of the database", new FileInfo(Path.Combine(data, "mediainsight.db")).Length / 1e6, "MB");

        var second = await ReadAsync(http, process, cancellationToken);
        report.Add("library", "second reading, nothing changed", second.Elapsed.TotalSeconds, "s");
        report.Add("library", "titles written by it", Written(data, written).Later, "", 0.5);
        report.Add("library", "processor of the second, of one core", 100 * second.Processor / second.Elapsed, "%");
        report.Add("library", "growth of resident memory, second", second.PeakMb - idle, "MB", 150);
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Processor, double PeakMb)> ReadAsync(HttpClient http, AppProcess process, CancellationToken cancellationToken)
    {
        var (began, processor, peak) = (Stopwatch.GetTimestamp(), process.ProcessorTime, 0.0);
        using (var started = await http.PostAsync(new Uri("admin/refresh/start", UriKind.Relative), null, cancellationToken))
        {
            started.EnsureSuccessStatusCode();
        }

        while (true)
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
            peak = Math.Max(peak, process.ResidentMb);
            using var status = JsonDocument.Parse(await http.GetStringAsync(new Uri("admin/refresh/status", UriKind.Relative), cancellationToken));
            if (!status.RootElement.GetProperty("running").GetBoolean() && status.RootElement.GetProperty("servers") is { } servers && servers.GetArrayLength() > 0)
            {
                Console.WriteLine($"  {servers[0].GetProperty("phase").GetString()}: {servers[0].GetProperty("message").GetString()}");
                return (Stopwatch.GetElapsedTime(began), process.ProcessorTime - processor, peak);
            }
        }
    }

    /// <summary>Listed titles; the last instant of writing, or with one given how many were written after it.</summary>
    private static (long Titles, long Later) Written(string data, long after)
    {
        RuntimeHelpers.RunModuleConstructor(typeof(MediaInsightApp).Module.ModuleHandle);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "mediainsight.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), CASE WHEN $after = 0 THEN max(listed_at) ELSE sum(listed_at > $after) END FROM media_items WHERE listed_at IS NOT NULL";
        command.Parameters.AddWithValue("$after", after);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
