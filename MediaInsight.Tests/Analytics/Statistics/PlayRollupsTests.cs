using System.Globalization;
using System.Text.Json;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Statistics.Rollups;
using MediaInsight.Domain;
using MediaInsight.History.InMemory;

namespace MediaInsight.Tests.Analytics.Statistics;

/// <summary>Years are answered from sums of months: whatever is asked and whatever changes, the answer is that of the plays one by one.</summary>
public sealed class PlayRollupsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", 1, 1)]
    [InlineData("America/New_York", "2026-11-01T12:00:00Z", 4, 2)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T15:00:00Z", 7, 1)]
    public async Task Every_statistic_is_the_same_with_and_without_sums_after_random_changes(string zoneName, string middle, int seed, int share)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        using var home = RandomHousehold.Around(At(middle), seed, days: 60, plays: 260);
        await using var db = home.Db.CreateDbContext();
        var reading = await PlayIndexLoading.AllAsync(db, Token);
        var random = new Random(seed);
        var blocks = reading.Blocks.SelectMany(Entries).Chunk(7).Select(e => PlayBlock.Of(e)).ToList();
        var kept = new DerivedFromPlays();
        kept.Of<PlayRollups>().Limits = new(LeastBlocks: 2, share);
        var plain = new DerivedFromPlays();
        plain.Of<PlayRollups>().Limits = new(LeastBlocks: int.MaxValue, share);
        var today = SiteDays.Of(At(middle).AddDays(40), zone);

        for (var round = 0; round < 3; round++)
        {
            var now = reading with { Blocks = blocks.ToList(), Derived = kept };
            foreach (var (filter, nth) in Filters(home, At(middle), zone).Select((f, i) => (f, i)))
            {
                // Each in turn: all of them are asked in three rounds.
                foreach (var request in Requests(filter).Where((_, i) => (i + nth + round + seed) % 3 == 0))
                {
                    var selection = PlaySelections.Of(request.Filter, null, zone, ReadScope.Everything, reading.Names);
                    var quick = new StatisticWork(now, request, selection, zone, today).Read();
                    var slow = new StatisticWork(now with { Derived = plain }, request, selection, zone, today).Read();
                    Assert.True(JsonSerializer.Serialize(slow) == JsonSerializer.Serialize(quick), $"round {round}: {request}");
                }
            }

            Assert.True(kept.Of<PlayRollups>().Kept > 0);
            for (var i = 0; i < 3; i++)
            {
                Change(blocks, random);
            }
        }
    }

    [Fact]
    public async Task A_play_more_is_summed_up_once_and_the_rest_is_kept()
    {
        using var home = RandomHousehold.Around(At("2026-06-15T00:00:00Z"), 3, days: 60, plays: 260);
        await using var db = home.Db.CreateDbContext();
        var reading = await PlayIndexLoading.AllAsync(db, Token);
        var blocks = reading.Blocks.SelectMany(Entries).Chunk(7).Select(e => PlayBlock.Of(e)).ToList();
        var derived = new DerivedFromPlays();
        derived.Of<PlayRollups>().Limits = new(LeastBlocks: 2, Share: 1);

        var before = Parts(blocks);
        var again = Parts(blocks);
        blocks[^1] = PlayBlock.Of(Entries(blocks[^1]).Select(e => e with { WatchedMs = e.WatchedMs + 1 }).ToArray());
        var after = Parts(blocks);
        var lately = PlayRollups.Parts(reading with { Blocks = blocks, Derived = derived }, new() { FromMs = blocks[^5].StartedMs[0] }, [], withAccounts: false, columns: PlayTraits.Device);

        Assert.Same(Assert.Single(before).Sums, Assert.Single(again).Sums);
        Assert.Equal(Watched(before) + blocks[^1].Marks.Count(m => (m & PlayMarks.Uncounted) == 0), Watched(after));
        Assert.NotEmpty(lately);
        Assert.All(lately.Where(p => p.Sums is null), p => Assert.True(p.Block.StartedMs[0] < blocks[^5].StartedMs[0]));

        IReadOnlyList<WalkPart> Parts(List<PlayBlock> now) => PlayRollups.Parts(reading with { Blocks = now.ToList(), Derived = derived }, new(), [], withAccounts: false, columns: PlayTraits.Device);

        static long Watched(IReadOnlyList<WalkPart> parts) => parts.Sum(p => p.Sums!.Cells.Sum(c => c.WatchedMs)); // non-null: everything is summed up
    }

    [Fact]
    public async Task Sums_that_do_not_fit_together_are_not_made_anew_for_every_question()
    {
        using var home = RandomHousehold.Around(At("2026-06-15T00:00:00Z"), 3, days: 60, plays: 260);
        await using var db = home.Db.CreateDbContext();
        var reading = await PlayIndexLoading.AllAsync(db, Token);
        var derived = new DerivedFromPlays();
        derived.Of<PlayRollups>().Limits = new(LeastBlocks: 2, Share: 1, LeastKept: 0);
        var crowded = reading with { Blocks = reading.Blocks.SelectMany(Entries).Chunk(7).Select(e => PlayBlock.Of(e)).ToList(), Derived = derived };

        Assert.True(AreSums(PlayTraits.Item));
        Assert.True(AreSums(PlayTraits.Device | PlayTraits.Item));
        Assert.False(AreSums(PlayTraits.Item));
        Assert.True(AreSums(PlayTraits.Device | PlayTraits.Item));

        // Asked in turn they are made anew, but more and more seldom.
        var made = Enumerable.Range(0, 400).Select(i => Sums(i % 2 == 0 ? PlayTraits.Item : PlayTraits.Device | PlayTraits.Item)).OfType<object>().ToHashSet(ReferenceEqualityComparer.Instance);
        Assert.InRange(made.Count, 3, 12);

        bool AreSums(PlayTraits columns) => Sums(columns) is not null;

        Rollup? Sums(PlayTraits columns) => PlayRollups.Parts(crowded, new(), [], withAccounts: false, columns: columns).Select(p => p.Sums).OfType<Rollup>().FirstOrDefault();
    }

    private static IEnumerable<AnalyticsFilter> Filters(Household home, DateTimeOffset middle, TimeZoneInfo zone)
    {
        var day = SiteDays.Of(middle, zone);
        var server = home.Servers[0].Id;
        yield return AnalyticsFilter.AllTime;
        yield return new() { From = day.AddDays(-17), To = day.AddDays(9) };
        yield return new() { Server = server, Decision = StreamDecision.Transcode };
        yield return new() { From = day.AddDays(-20), Kind = MediaKind.Episode };
        yield return new() { To = day, Library = home.Plays.First(p => p.LibraryId is not null).LibraryId };
    }

    private static IEnumerable<StatisticRequest> Requests(AnalyticsFilter filter)
    {
        foreach (var entry in StatisticCatalogue.All.Where(e => e.Fits(filter)))
        {
            yield return entry.Request(filter) with { Limit = 7, ThenLimit = 3 };
        }

        yield return new() { Filter = filter, WithViewers = true };
        yield return new() { Filter = filter, By = StatisticSplit.Title, WithTitles = true, Limit = 500 };
        yield return new() { Filter = filter, By = StatisticSplit.Genre, Then = StatisticSplit.TranscodeReason, WithViewers = true };
        yield return new() { Filter = filter, By = StatisticSplit.Year, Then = StatisticSplit.Genre, WithViewers = true };
        yield return new() { Filter = filter, By = StatisticSplit.TranscodeReason, Then = StatisticSplit.WeekdayHour, Limit = 2 };
    }

    private static void Change(List<PlayBlock> blocks, Random random)
    {
        var at = random.Next(blocks.Count);
        var rows = Entries(blocks[at]).ToList();
        var one = random.Next(rows.Count);
        switch (random.Next(5))
        {
            case 0 when rows.Count > 1:
                rows.RemoveAt(one);
                break;
            case 1:
                rows[one] = rows[one] with { WatchedMs = rows[one].WatchedMs / 2, Marks = rows[one].Marks ^ PlayMarks.TooShort };
                break;
            case 2:
                rows[one] = rows[one] with { Decision = (sbyte)random.Next(-1, 3), Account = rows[random.Next(rows.Count)].Account, Marks = rows[one].Marks | PlayMarks.First };
                break;
            case 3:
                // Full: it becomes two, and what comes after it moves up.
                rows.Add(rows[^1] with { Number = 9000 + random.Next(1000), StoppedMs = rows[^1].StoppedMs + 90_000_000 });
                blocks.Insert(at, PlayBlock.Of(rows.ToArray().AsSpan(0, rows.Count / 2)));
                rows.RemoveRange(0, rows.Count / 2);
                at++;
                break;
            default:
                rows.Add(rows[^1] with { Number = 9000 + random.Next(1000), Item = rows[0].Item, WatchedMs = 77 });
                break;
        }

        blocks[at] = PlayBlock.Of(rows.ToArray());
    }

    private static IEnumerable<PlayEntry> Entries(PlayBlock block) => Enumerable.Range(0, block.Count).Select(block.Entry);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
