using System.Text.Json.Nodes;
using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>GET /statistics/resources: the more is converted, the busier the machine.</summary>
internal static class PlexLoad
{
    private const int Step = 5;
    private const int Rows = 24;
    private const double AtRest = 3;
    private const double ForAStream = 1.5;
    private const double ForAConversion = 19;

    public static JsonObject Of(DateTimeOffset now)
    {
        var last = now.ToUnixTimeSeconds() / Step * Step;
        var rows = WireJson.Array(Enumerable.Range(1 - Rows, Rows).Select(i => (JsonNode)Row(last + (i * Step))));
        return new() { ["size"] = rows.Count, ["StatisticsResources"] = rows };
    }

    private static JsonObject Row(long at)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(at);
        var plays = World.At(ServerKind.Plex, now);
        var process = Math.Min(96, (plays.Count * ForAStream) + (plays.Count(p => p.DeliveryAt(now).Video == StreamDecision.Transcode) * ForAConversion) + (Wave(at, 37) * 2));
        return new()
        {
            ["timespan"] = 6,
            ["at"] = at,
            ["hostCpuUtilization"] = Math.Round(Math.Min(100, process + AtRest + (Wave(at, 113) * 3)), 3),
            ["processCpuUtilization"] = Math.Round(process, 3),
            ["hostMemoryUtilization"] = Math.Round(61 + (plays.Count * 0.6) + (Wave(at, 3001) * 4), 3),
            ["processMemoryUtilization"] = Math.Round(4 + (plays.Count * 0.4) + (Wave(at, 907) * 0.5), 3),
        };
    }

    /// <summary>0–1, the same at the same time.</summary>
    private static double Wave(long at, int seconds) => (Math.Sin(at * Math.Tau / seconds) + 1) / 2;
}
