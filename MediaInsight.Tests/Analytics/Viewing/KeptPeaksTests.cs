using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Viewing;

/// <summary>Weeks are swept once: what is kept of them is what another sweep would say, and a change is seen by the weeks that it reaches.</summary>
public sealed class KeptPeaksTests
{
    [Theory]
    [InlineData("Europe/Berlin", 2)]
    [InlineData("America/New_York", 5)]
    public async Task After_every_change_the_days_are_those_of_a_sweep_and_untouched_weeks_are_not_swept_again(string zoneName, int seed)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        using var home = RandomHousehold.Around(new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero), seed, days: 80, plays: 300);
        await using var db = home.Db.CreateDbContext();
        var reading = await PlayIndexLoading.AllAsync(db, TestContext.Current.CancellationToken);
        var blocks = reading.Blocks.SelectMany(b => Enumerable.Range(0, b.Count).Select(b.Entry)).Chunk(9).Select(e => PlayBlock.Of(e)).ToList();
        var (kept, random, from) = (new KeptPeaks { LeastBlocks = 0 }, new Random(seed), new DateOnly(2026, 2, 4));
        var starts = TimeBuckets.Of(StatisticSplit.Day, from, from.AddDays(89), zone).Starts;
        var swept = 0;

        for (var round = 0; round < 8; round++)
        {
            var now = reading with { Blocks = blocks.ToList() };
            swept = 0;
            foreach (var selection in new PlaySelection[] { new(), new() { Server = 1 }, new() { Kind = (int)MediaKind.Movie, Decision = 2 } })
            {
                var ranged = selection with { FromMs = starts[0], BeforeMs = starts[^1] };
                ConcurrencyPeak[] Sweep(long[] some) => new ConcurrencySweep(now, ranged with { FromMs = some[0], BeforeMs = some[^1] }, some).Run();

                var days = kept.Read(now, ranged, from, zone, starts, some =>
                {
                    swept += some.Length - 1;
                    return Sweep(some);
                });

                Assert.Equal(Sweep(starts), days);
                Assert.Contains(days, d => d.Streams > 0);
            }

            var at = random.Next(blocks.Count);
            var rows = Enumerable.Range(0, blocks[at].Count).Select(blocks[at].Entry).ToList();
            var one = random.Next(rows.Count);
            rows[one] = rows[one] with { StoppedMs = rows[one].StartedMs + random.Next(1, 30 * 3_600_000), Decision = (sbyte)random.Next(3) };
            blocks[at] = PlayBlock.Of(rows.ToArray());
        }

        Assert.InRange(swept, 1, 3 * 60);
    }
}
