using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class BandwidthReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_add_up_to_the_total_and_agree_with_bitrate_times_watch_time()
    {
        using var home = RandomHousehold.Around(new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero), 5);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var slow = new SlowStatistics(home, zone);
        using var index = new PlayIndex(home.Db);
        var statistics = new StatisticReader(index, home.Db);
        var filter = new AnalyticsFilter { From = new(2026, 3, 26), To = new(2026, 4, 1) };

        var result = await new BandwidthReader(statistics, new(index, home.Db)).ReadAsync(filter, zone, new(2026, 4, 9), ReadScope.Everything, Token);
        var people = await statistics.ReadAsync(new() { Filter = filter, By = StatisticSplit.Viewer, Order = StatisticMeasure.Bytes }, zone, new(2026, 4, 9), ReadScope.Everything, Token);

        Assert.Equal(7, result.Days.Count);
        foreach (var day in result.Days)
        {
            var (bytes, lan) = (Bytes(_ => true), Bytes(p => p.Location == NetworkLocation.Lan));
            Near(bytes, day.Figures.Bytes);
            Near(lan, day.Figures.LanBytes);
            Near(Bytes(p => p.Location == NetworkLocation.Wan), day.Figures.WanBytes);
            Near(bytes * 8 / slow.WatchedMs(slow.Counted(), day.Day, day.Day) * 1000, day.Figures.AverageKbps!.Value * 1000);
            Assert.True(day.Figures.PeakKbps >= day.Figures.PeakLanKbps && day.Figures.PeakKbps >= 4000);

            double Bytes(Func<MediaInsight.History.Play, bool> which) => slow.Counted().Where(which).Sum(p => slow.WatchedMs(p, day.Day, day.Day) * slow.Kbps(p) / 8);
        }

        Near(result.Days.Sum(d => d.Figures.Bytes), result.Total.Bytes);
        Near(people.Rows.Sum(r => r.Figures.Bytes), result.Total.Bytes);
        Assert.Equal(result.Days.Max(d => d.Figures.PeakKbps), result.Total.PeakKbps);
    }

    [Fact]
    public async Task Nothing_played_is_nothing_sent()
    {
        using var home = new Household();
        using var index = new PlayIndex(home.Db);

        var result = await new BandwidthReader(new(index, home.Db), new(index, home.Db)).ReadAsync(AnalyticsFilter.Last(7, new(2026, 3, 3)), TimeZoneInfo.Utc, new(2026, 3, 3), ReadScope.Everything, Token);

        Assert.Equal(7, result.Days.Count);
        Assert.Equal(new(0, 0, 0, null, 0, 0, 0), result.Total);
    }

    /// <summary>Shares are cut to whole milliseconds, rates to whole kbit/s.</summary>
    private static void Near(double expected, long actual) => Assert.InRange(actual, (expected * 0.999) - 200_000, (expected * 1.001) + 200_000);
}
