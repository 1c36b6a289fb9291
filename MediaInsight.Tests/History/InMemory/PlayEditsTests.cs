using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.Analytics;
using MediaInsight.Tests.Viewers;

namespace MediaInsight.Tests.History.InMemory;

/// <summary>Whatever the program's own acts do to plays, titles and people: figures are those of the stored plays, computed one by one.</summary>
public sealed class PlayEditsTests
{
    private static readonly DateTimeOffset Middle = PeopleDesk.Now.AddDays(-10);
    private static readonly DateOnly From = DateOnly.FromDateTime(Middle.UtcDateTime).AddDays(-3);
    private static readonly DateOnly To = DateOnly.FromDateTime(Middle.UtcDateTime).AddDays(3);

    private static readonly StatisticSplit[] Splits =
    [
        StatisticSplit.Viewer, StatisticSplit.Account, StatisticSplit.Server, StatisticSplit.Library, StatisticSplit.Kind, StatisticSplit.Title, StatisticSplit.Item, StatisticSplit.Season,
        StatisticSplit.Genre, StatisticSplit.Channel, StatisticSplit.Device, StatisticSplit.Decision, StatisticSplit.Network, StatisticSplit.AudioCodec, StatisticSplit.TranscodeReason,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_random_acts_every_figure_is_that_of_the_stored_plays(int seed)
    {
        await using var desk = new PeopleDesk();
        using var home = RandomHousehold.Around(Middle, seed, plays: 110, database: desk.Db);
        var edits = new PlayEdits(desk, home, seed);
        var done = new List<string>();
        await AgreesAsync(desk, home, "nothing");

        for (var act = 0; act < 24; act++)
        {
            done.Add(await edits.AnyAsync(Token));
            home.Reread();
            await AgreesAsync(desk, home, string.Join("\n", done));
            await DaysAgreeAsync(desk, string.Join("\n", done));
        }

        Assert.True(edits.Kinds >= 7, $"only {edits.Kinds} kinds of acts did anything:\n{string.Join("\n", done)}");
    }

    /// <summary>The table of days follows every act; compared with days worked out from an index read anew.</summary>
    private static async Task DaysAgreeAsync(PeopleDesk desk, string after)
    {
        await desk.Get<DailyStatsUpkeep>().CorrectAsync(Token);

        var (first, yesterday) = (From.AddDays(-30), DateOnly.FromDateTime(PeopleDesk.Now.UtcDateTime).AddDays(-1));
        using var index = new PlayIndex(desk.Db);
        var zone = desk.Get<SettingsStore>().Get<SiteSettings>().Zone();
        var days = await new DailyFigures(new StatisticReader(index, desk.Db), desk.Db, desk.Time).ReadAsync(first, yesterday, zone, Token);
        var stored = (await desk.Get<DailyStatsReader>().ReadAsync(DateOnly.MinValue, DateOnly.MaxValue, ReadScope.Everything, Token)).ToDictionary(d => d.StatDate, OfPlays);
        Assert.True(stored.Count > 3, after);
        foreach (var day in days)
        {
            var expected = OfPlays(day);
            Assert.True(expected == stored.GetValueOrDefault(day.StatDate), $"{day.StatDate:yyyy-MM-dd}: {stored.GetValueOrDefault(day.StatDate)} instead of {expected}\nafter\n{after}");
        }
    }

    private static (long Plays, int Persons, long Minutes, long Bytes, long Transcodes, long DirectPlays, long DirectStreams, int Failures) OfPlays(DailyStat day) =>
        (day.TotalPlays, day.UniqueUsers, day.TotalWatchMinutes, day.TotalBytesServed, day.Transcodes, day.DirectPlays, day.DirectStreams, day.TranscodeFailures);

    private static async Task AgreesAsync(PeopleDesk desk, Household home, string after)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var (slow, slowly) = (new SlowStatistics(home, zone), new SlowSplits(home));
        var filter = new AnalyticsFilter { From = From, To = To };
        try
        {
            foreach (var split in Splits)
            {
                var result = await desk.Get<StatisticReader>().ReadAsync(new() { Filter = filter, By = split, Limit = 500 }, zone, To, ReadScope.Everything, Token);
                var expected = slow.Counted().SelectMany(p => slowly.Splits[split](p).Select(k => (Key: k, Play: p))).GroupBy(p => p.Key, p => p.Play).ToDictionary(g => g.Key, g => g.ToList());
                Assert.Equal(
                    expected.Where(g => slow.Plays(g.Value, From, To) > 0 || slow.WatchedMs(g.Value, From, To) >= 1).Select(g => g.Key).Order(),
                    result.Rows.Select(r => SlowSplits.Word(split, r.Key)).Order());
                Assert.All(result.Rows, r => slow.Agree(expected[SlowSplits.Word(split, r.Key)], From, To, r.Figures));
                slow.Agree([.. expected.Values.SelectMany(p => p).Distinct()], From, To, result.Total);
            }

            var concurrency = await desk.Get<ConcurrencyReader>().ReadAsync(filter, zone, To, ReadScope.Everything, Token);
            foreach (var day in concurrency.Days)
            {
                var on = slow.Instants(day.Day).ConvertAll(slow.On);
                Assert.Equal(
                    (on.Max(p => p.Count), on.Max(p => p.Count(o => o.Decision == StreamDecision.Transcode)), on.Max(p => p.Sum(slow.Kbps))),
                    (day.Peak.Streams, day.Peak.Transcodes, day.Peak.Kbps));
            }
        }
        catch (Xunit.Sdk.XunitException problem)
        {
            Assert.Fail($"{problem.Message}\nafter\n{after}");
        }
    }
}
