using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

/// <summary>Load of the machine a Plex server runs on.</summary>
public sealed class PlexResourcesTests : IDisposable
{
    private const string Path = "/statistics/resources?timespan=6";

    private readonly WireReplay _wire = new();
    private readonly ManualTime _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData("""{"MediaContainer":{"size":3,"StatisticsResources":[{"timespan":6,"at":100,"hostCpuUtilization":99.0,"processCpuUtilization":99,"hostMemoryUtilization":99,"processMemoryUtilization":99},{"timespan":6,"at":195,"hostCpuUtilization":10.0,"processCpuUtilization":2.5,"hostMemoryUtilization":64.0,"processMemoryUtilization":3.5},{"timespan":6,"at":200,"hostCpuUtilization":20.0,"processCpuUtilization":3.5,"hostMemoryUtilization":66.0,"processMemoryUtilization":4.5}]}}""", "application/json")]
    [InlineData("""<MediaContainer size="2"><StatisticsResources timespan="6" at="195" hostCpuUtilization="10.000" processCpuUtilization="2.5" hostMemoryUtilization="64" processMemoryUtilization="3.5"/><StatisticsResources timespan="6" at="200" hostCpuUtilization="20.000" processCpuUtilization="3.5" hostMemoryUtilization="66" processMemoryUtilization="4.5"/></MediaContainer>""", "text/xml")]
    public async Task The_last_minute_is_averaged(string body, string type)
    {
        _wire.On(Path, body, type);

        Assert.Equal(new HostFigures(15, 3, 65, 4), await ReadAsync());
    }

    [Theory]
    [InlineData("""{"MediaContainer":{"size":0}}""")]
    [InlineData("""{"MediaContainer":{"StatisticsResources":[{"timespan":6}]}}""")]
    public async Task No_rows_are_no_figures(string body)
    {
        _wire.On(Path, body);

        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Fields_that_are_missing_or_no_numbers_are_not_told()
    {
        _wire.On(Path, """{"MediaContainer":{"StatisticsResources":[{"at":1,"hostCpuUtilization":"nan","processCpuUtilization":250,"hostMemoryUtilization":-1}]}}""");

        Assert.Equal(new HostFigures(null, 100, null, null), await ReadAsync());
    }

    [Fact]
    public async Task Without_a_plex_pass_nothing_is_told()
    {
        _wire.On(Path, "<html><body>404</body></html>", "text/html", HttpStatusCode.NotFound);

        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Other_failures_are_told_as_such()
    {
        _wire.On(Path, "", "text/html", HttpStatusCode.Unauthorized);

        Assert.Equal(ServerFailureKind.Unauthorized, (await Assert.ThrowsAsync<ServerFailure>(ReadAsync)).Kind);
    }

    [Fact]
    public async Task Recordings_are_read()
    {
        foreach (var name in new[] { "server/statistics_resources_RECONSTRUCTED.json", "server/statistics_resources.xml" })
        {
            if (Recordings.Read("plex", name) is { } body)
            {
                _wire.On(Path, body, name.EndsWith("xml", StringComparison.Ordinal) ? "text/xml" : "application/json");

                Assert.Equal(new HostFigures(5, 1.78, 64.72, 3.67), await ReadAsync());
            }
        }
    }

    private async Task<HostFigures?> ReadAsync()
    {
        using var client = new PlexClient(_wire.Factory(_time), WireReplay.Connection(ServerKind.Plex));
        return await client.GetHostFiguresAsync(Token);
    }
}
