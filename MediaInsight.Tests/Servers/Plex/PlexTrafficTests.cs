using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

/// <summary>What a Plex server counted of what it sent.</summary>
public sealed class PlexTrafficTests : IDisposable
{
    private static readonly DateTimeOffset Hour = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly ServerId Cinema = new(1);

    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(Hour.AddMinutes(70));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Rows_are_added_up_by_hour_and_network_and_what_cannot_be_is_left_out()
    {
        var at = Hour.ToUnixTimeSeconds();
        _wire.On("/statistics/bandwidth", $$$"""
            {"MediaContainer":{"size":7,"StatisticsBandwidth":[
              {"accountID":1,"deviceID":5,"timespan":4,"at":{{{at + 3600}}},"lan":true,"bytes":7},
              {"accountID":1,"deviceID":5,"timespan":4,"at":{{{at}}},"lan":true,"bytes":1000},
              {"accountID":2,"deviceID":6,"timespan":4,"at":{{{at}}},"lan":true,"bytes":"500"},
              {"accountID":2,"deviceID":7,"timespan":4,"at":{{{at}}},"lan":false,"bytes":20},
              {"accountID":2,"deviceID":7,"timespan":4,"at":{{{at - 3600}}},"lan":false,"bytes":99},
              {"accountID":2,"deviceID":7,"timespan":4,"at":{{{at}}},"lan":false,"bytes":-5},
              {"accountID":2,"deviceID":7,"timespan":4,"lan":false,"bytes":3}]}}
            """);

        Assert.Equal([new(Hour, 1500, 20), new(Hour.AddHours(1), 7, 0)], await ReadAsync());
        Assert.Equal($"?timespan=4&at%3E={at}", Assert.Single(_wire.Requests).RequestUri!.Query); // non-null: every request has one
    }

    [Fact]
    public async Task A_server_that_does_not_count_tells_nothing()
    {
        _wire.On("/statistics/bandwidth", "<html>404</html>", "text/html", HttpStatusCode.NotFound);
        Assert.Null(await ReadAsync());

        _wire.On("/statistics/bandwidth", """<MediaContainer size="0"/>""", "text/xml");
        Assert.Equal([], await ReadAsync());
    }

    [Fact]
    public async Task Recorded_hours_are_read()
    {
        if (Recordings.Read("plex", "server/statistics_bandwidth_hours_RECONSTRUCTED.json") is { } body)
        {
            _wire.On("/statistics/bandwidth", body);

            var hours = await ReadAsync(DateTimeOffset.FromUnixTimeSeconds(1683835200));
            Assert.Equal(new(DateTimeOffset.FromUnixTimeSeconds(1683835200), 162734 + 10003 + 7926221 + 134760, 0), Assert.Single(hours!)); // non-null: it tells
        }
    }

    [Fact]
    public void Hours_are_kept_replaced_where_they_grew_and_not_told_where_they_are_not_known()
    {
        var traffic = new ServerTraffic(_time);
        Assert.Null(traffic.Sum(null, Hour, Hour.AddDays(1)));
        Assert.Equal(_time.GetUtcNow().AddDays(-ServerTraffic.Days), traffic.AskSince(Cinema));

        traffic.Store(Cinema, traffic.AskSince(Cinema), [new(Hour.AddHours(-9), 1, 0), new(Hour, 100, 10)]);
        _time.Advance(TimeSpan.FromMinutes(30));
        var since = traffic.AskSince(Cinema);
        Assert.Equal(_time.GetUtcNow().AddMinutes(-150), since);
        traffic.Store(Cinema, since, [new(Hour, 300, 10), new(Hour.AddHours(1), 5, 0)]);

        Assert.Equal(new(Hour.AddHours(-12), 306, 10), traffic.Sum(Cinema, Hour.AddHours(-12), Hour.AddHours(12)));
        Assert.Equal(new(Hour, 300, 10), traffic.Sum(null, Hour, Hour.AddHours(1)));
        Assert.Null(traffic.Sum(null, Hour.AddDays(-40), Hour));
        Assert.Null(traffic.Sum(new ServerId(2), Hour, Hour.AddHours(1)));
        Assert.Null(traffic.Sum(null, Hour.AddDays(2), Hour.AddDays(3)));
        traffic.Forget(Cinema);
        Assert.Empty(traffic.Servers);
    }

    private async Task<IReadOnlyList<TrafficHour>?> ReadAsync(DateTimeOffset? since = null)
    {
        using var client = new PlexClient(_wire.Factory(_time), WireReplay.Connection(ServerKind.Plex));
        return await client.GetTrafficAsync(since ?? Hour, Token);
    }
}
