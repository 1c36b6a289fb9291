using System.Globalization;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// Reads <c>/statistics/bandwidth?timespan=4</c>: a row for each account, device, network and hour in which something was sent.
/// Without a Plex Pass the answer is a 404, or has no rows.
/// <code>&lt;StatisticsBandwidth accountID="1" deviceID="5" timespan="4" at="1663509600" lan="1" bytes="9474"/&gt;</code>
/// </summary>
internal static class PlexTraffic
{
    private const int MaxRows = 200_000;

    /// <summary>More than any line carries in an hour (1 Tbit/s): what is above is no count.</summary>
    private const long MaxBytes = 450_000_000_000_000;

    public static string Path(DateTimeOffset since) => string.Create(CultureInfo.InvariantCulture, $"statistics/bandwidth?timespan=4&at%3E={since.ToUnixTimeSeconds()}");

    public static IReadOnlyList<TrafficHour> Map(PlexElement container, DateTimeOffset since)
    {
        var rows = container.All("StatisticsBandwidth").Take(MaxRows).Select(r => (At: r.Long("at"), Bytes: r.Long("bytes"), IsHome: r.Flag("lan") == true)).ToList();
        var from = since.ToUnixTimeSeconds();

        // An older server gives everything it has, whatever it was asked for.
        return
        [
            .. rows.Where(r => r.At >= from && r.At < 253_402_300_800 && r.Bytes is > 0 and < MaxBytes).GroupBy(r => r.At ?? 0).OrderBy(g => g.Key)
                .Select(g => new TrafficHour(DateTimeOffset.FromUnixTimeSeconds(g.Key), g.Where(r => r.IsHome).Sum(r => r.Bytes ?? 0), g.Where(r => !r.IsHome).Sum(r => r.Bytes ?? 0))),
        ];
    }
}
