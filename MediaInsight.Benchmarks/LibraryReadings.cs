using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MediaInsight.Benchmarks;

/// <summary>Tells when the libraries of all servers have been read for the first time.</summary>
internal static class LibraryReadings
{
    private const string Token = "benchmarks-only-0123456789abcdef";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>What the program must be started with, so that it can be asked.</summary>
    public static Dictionary<string, string> Allow(Dictionary<string, string> settings)
    {
        settings["MediaInsight__AdminToken"] = Token;
        return settings;
    }

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> FirstAsync(Uri address, int servers, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Limit; await Task.Delay(Look, TimeProvider.System, cancellationToken))
        {
            using var status = JsonDocument.Parse(await http.GetStringAsync(new Uri("admin/refresh/status", UriKind.Relative), cancellationToken));
            var readings = status.RootElement.GetProperty("servers");

            // A server that has not had its turn is not listed yet.
            if (readings.GetArrayLength() >= servers && !status.RootElement.GetProperty("running").GetBoolean())
            {
                return Stopwatch.GetElapsedTime(began);
            }
        }

        throw new InvalidOperationException($"The libraries were not read within {Limit.TotalMinutes:0} minutes.");
    }
}
