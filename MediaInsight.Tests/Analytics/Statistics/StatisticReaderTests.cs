using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics.Statistics;

/// <summary>Every split over random plays, in zones and on days with odd clocks, against the plain definition.</summary>
public sealed class StatisticReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int> Cases { get; } = new()
    {
        { "Europe/Berlin", "2026-03-29T12:00:00Z", 1 },
        { "America/New_York", "2026-11-01T12:00:00Z", 4 },
        { "Asia/Kolkata", "2026-01-01T00:00:00Z", 5 },
        { "Australia/Lord_Howe", "2026-04-04T15:00:00Z", 7 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Splits_by_group_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var slowly = new SlowSplits(home);
        var (slow, zone, from, to) = Range(home, zoneName, middle);

        foreach (var (split, keys) in slowly.Splits)
        {
            var result = await AskAsync(home, new() { Filter = new() { From = from, To = to }, By = split, Limit = 500, WithViewers = true }, zone, to);

            var expected = Grouped(slow, keys);
            var touched = expected.Where(g => slow.Plays(g.Value, from, to) > 0 || slow.WatchedMs(g.Value, from, to) >= 1).Select(g => g.Key);
            Assert.Equal(touched.Order(), result.Rows.Select(r => SlowSplits.Word(split, r.Key)).Order());
            Assert.Equal(result.Rows.OrderByDescending(r => r.Figures.WatchedMs).Select(r => r.Key), result.Rows.Select(r => r.Key));
            foreach (var row in result.Rows)
            {
                var plays = expected[SlowSplits.Word(split, row.Key)];
                slow.Agree(plays, from, to, row.Figures);
                Assert.Equal(slow.Touching(plays, from, to).Select(p => home.People[p.UserId].Id).Distinct().Count(), row.Figures.Viewers);
            }

            slow.Agree([.. expected.Values.SelectMany(p => p).Distinct()], from, to, result.Total);
        }
    }

    [Fact]
    public async Task Every_split_that_is_not_by_time_is_compared_and_of_all_time_to_the_byte()
    {
        using var home = RandomHousehold.Around(At("2026-06-15T00:00:00Z"), 8);
        var slowly = new SlowSplits(home);
        var slow = new SlowStatistics(home, TimeZoneInfo.Utc);

        Assert.Equal(Enum.GetValues<StatisticSplit>().Where(s => !TimeBuckets.IsTime(s)).Order(), slowly.Splits.Keys.Order());
        foreach (var (split, keys) in slowly.Splits)
        {
            var result = await AskAsync(home, new() { By = split, Limit = 500 }, TimeZoneInfo.Utc, new(2026, 7, 15));

            var expected = Grouped(slow, keys).Where(g => g.Value.Any(p => p.WatchedMs > 0 || slow.IsFirst(p))).ToDictionary();
            Assert.True(expected.Count > 1 || split is StatisticSplit.None or StatisticSplit.Album, $"only one row of {split}");
            Assert.Equal(
                expected.Select(g => (g.Key, g.Value.Sum(p => p.WatchedMs), g.Value.Sum(p => p.WatchedMs * slow.Kbps(p)) / 8, g.Value.Min(p => (DateTimeOffset?)p.StartedAt), g.Value.Max(p => p.StoppedAt))).OrderBy(g => g.Key),
                result.Rows.Select(r => (SlowSplits.Word(split, r.Key), r.Figures.WatchedMs, r.Figures.Bytes, r.Figures.FirstAt, r.Figures.LastAt)).OrderBy(r => r.Item1));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Splits_by_time_agree(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, from, to) = Range(home, zoneName, middle);
        var splits = new Dictionary<StatisticSplit, Func<DateTime, string>>
        {
            [StatisticSplit.Day] = d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [StatisticSplit.Month] = d => d.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            [StatisticSplit.Year] = d => d.ToString("yyyy", CultureInfo.InvariantCulture),
            [StatisticSplit.HourOfDay] = d => d.Hour.ToString(CultureInfo.InvariantCulture),
            [StatisticSplit.Weekday] = d => Weekday(d),
            [StatisticSplit.WeekdayHour] = d => $"{Weekday(d)}-{d.Hour}",
        };
        foreach (var (split, word) in splits)
        {
            var result = await AskAsync(home, new() { Filter = new() { From = from, To = to }, By = split, Then = StatisticSplit.Decision }, zone, to);

            Assert.Equal(slow.Plays(slow.Counted(), from, to), result.Rows.Sum(r => r.Figures.Plays));
            Assert.Equal(result.Total.WatchedMs, result.Rows.Sum(r => r.Figures.WatchedMs));
            string? Word(DateTime local) => DateOnly.FromDateTime(local) >= from && DateOnly.FromDateTime(local) <= to ? word(local) : null;
            var spread = slow.Counted().SelectMany(p => slow.Spread(p, Word).Select(s => (Key: (s.Key, p.Decision?.Word() ?? ""), s.Value))).ToLookup(s => s.Key, s => s.Value);
            var begun = slow.Counted().Where(slow.IsFirst).ToLookup(p => (Word(slow.Local(p.StartedAt)) ?? "", p.Decision?.Word() ?? ""));
            foreach (var row in result.Rows)
            {
                Assert.Equal(row.Figures.WatchedMs, row.Parts.Sum(p => p.WatchedMs));
                Assert.Equal(row.Figures.Plays, row.Parts.Sum(p => p.Plays));
                for (var part = 0; part < result.Parts.Count; part++)
                {
                    var key = (row.Key.Id, result.Parts[part].Id);
                    Assert.Equal(begun[key].Count(), row.Parts[part].Plays);
                    Near(spread[key].Sum(), row.Parts[part].WatchedMs);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Everything_of_all_time_adds_up_to_the_millisecond(string zoneName, string middle, int seed)
    {
        using var home = RandomHousehold.Around(At(middle), seed);
        var (slow, zone, _, _) = Range(home, zoneName, middle);
        var today = SiteDays.Of(At(middle).AddDays(20), zone);
        var watched = slow.Counted().Sum(p => p.WatchedMs);
        var plays = slow.Counted().Select(p => p.ChainNumber).Distinct().Count();

        foreach (var by in Enum.GetValues<StatisticSplit>().Except([StatisticSplit.Season, StatisticSplit.Album, StatisticSplit.Author, StatisticSplit.Narrator, StatisticSplit.Genre, StatisticSplit.Channel, StatisticSplit.Programme, StatisticSplit.TranscodeReason, StatisticSplit.Encoder]))
        {
            var result = await AskAsync(home, new() { By = by, Then = StatisticSplit.Viewer, Limit = 1000 }, zone, today);
            var isOfPictures = StreamSplits.Contains(by);
            if (!isOfPictures)
            {
                Assert.Equal(watched, result.Total.WatchedMs);
                Assert.Equal(plays, result.Total.Plays);
            }

            Assert.Equal(result.Total.WatchedMs, result.Rows.Sum(r => r.Figures.WatchedMs));
            Assert.Equal(result.Total.Plays, result.Rows.Sum(r => r.Figures.Plays));
            Assert.All(result.Rows, r => Assert.Equal(r.Figures.WatchedMs, r.Parts.Sum(p => p.WatchedMs)));
        }
    }

    [Theory]
    [InlineData("server")]
    [InlineData("library")]
    [InlineData("account")]
    [InlineData("viewer")]
    [InlineData("kind")]
    [InlineData("decision")]
    [InlineData("title")]
    [InlineData("viewer server decision kind")]
    [InlineData("account library")]
    [InlineData("account library decision")]
    [InlineData("viewer account title")]
    [InlineData("library title decision")]
    public async Task Filters_narrow_together(string words)
    {
        using var home = RandomHousehold.Around(At("2026-06-15T00:00:00Z"), 3, plays: 400);
        var (slow, zone, from, to) = Range(home, "UTC", "2026-06-15T00:00:00Z");
        var filter = new AnalyticsFilter { From = from, To = to };
        var plays = slow.Counted().ToList();

        // Each is that of a play that the others leave, so that something is left.
        foreach (var word in words.Split(' '))
        {
            var one = slow.Touching(plays, from, to).Where(p => p.LibraryId is not null && p.Decision == StreamDecision.Transcode && p.WatchedMs > 0).OrderBy(p => p.StartedAt).Last();
            var viewer = home.People[one.UserId].Id;
            (filter, plays) = word switch
            {
                "server" => (filter with { Server = one.ServerId }, plays.Where(p => p.ServerId == one.ServerId).ToList()),
                "library" => (filter with { Library = one.LibraryId }, plays.Where(p => p.LibraryId == one.LibraryId).ToList()),
                "account" => (filter with { User = one.UserId }, plays.Where(p => p.UserId == one.UserId).ToList()),
                "viewer" => (filter with { Viewer = viewer }, plays.Where(p => home.People[p.UserId].Id == viewer).ToList()),
                "kind" => (filter with { Kind = one.Kind }, plays.Where(p => p.Kind == one.Kind).ToList()),
                "decision" => (filter with { Decision = StreamDecision.Transcode }, plays.Where(p => p.Decision == StreamDecision.Transcode).ToList()),
                _ => (filter with { Item = one.MediaItemId }, plays.Where(p => p.MediaItemId == one.MediaItemId).ToList()),
            };
        }

        var result = await AskAsync(home, new() { Filter = filter, By = StatisticSplit.Item, Limit = 100 }, zone, to);
        var wrong = await new StatisticReader(new PlayIndex(home.Db), home.Db).ReadAsync(new() { Filter = filter }, zone, to, ReadScope.Only(new(9999)), Token);

        slow.Agree(plays, from, to, result.Total);
        Assert.True(result.Total.WatchedMs > 0 && plays.Count < slow.Counted().Count());
        var expected = Grouped(slow, new SlowSplits(home).Splits[StatisticSplit.Item], plays);
        Assert.All(result.Rows, r => slow.Agree(expected[SlowSplits.Word(StatisticSplit.Item, r.Key)], from, to, r.Figures));
        Assert.True(wrong.Total.IsEmpty);
    }

    [Fact]
    public async Task What_the_limit_cuts_off_stands_in_others()
    {
        using var home = RandomHousehold.Around(At("2026-06-15T00:00:00Z"), 9);
        var (_, zone, _, to) = Range(home, "UTC", "2026-06-15T00:00:00Z");

        var result = await AskAsync(home, new() { By = StatisticSplit.Title, Then = StatisticSplit.Device, Limit = 2, ThenLimit = 1 }, zone, to);

        Assert.Equal(2, result.Rows.Count);
        Assert.True(result.Groups > 2);
        Assert.Equal(2, result.Parts.Count);
        Assert.True(result.Parts[1].IsOthers);
        Assert.All(result.Rows, r => Assert.Equal(r.Figures.WatchedMs, r.Parts.Sum(p => p.WatchedMs)));
    }

    [Fact]
    public async Task A_day_without_plays_has_a_row_and_two_splits_by_time_are_refused()
    {
        using var home = new Household();
        var today = new DateOnly(2026, 3, 3);

        var empty = await AskAsync(home, new() { Filter = AnalyticsFilter.Last(7, today), By = StatisticSplit.Day, Then = StatisticSplit.Kind, WithViewers = true }, TimeZoneInfo.Utc, today);

        Assert.Equal(7, empty.Rows.Count);
        Assert.All(empty.Rows, r => Assert.True(r.Figures is { IsEmpty: true, Viewers: 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(home, new() { By = StatisticSplit.Day, Then = StatisticSplit.HourOfDay }, TimeZoneInfo.Utc, today));
    }

    private static readonly StatisticSplit[] StreamSplits =
    [
        StatisticSplit.VideoDecision, StatisticSplit.SubtitleDecision, StatisticSplit.Resolution, StatisticSplit.SentResolution, StatisticSplit.Quality,
        StatisticSplit.VideoCodec, StatisticSplit.SentVideoCodec, StatisticSplit.DynamicRange, StatisticSplit.SentDynamicRange,
    ];

    private static async Task<StatisticResult> AskAsync(Household home, StatisticRequest request, TimeZoneInfo zone, DateOnly today)
    {
        using var index = new PlayIndex(home.Db);
        return await new StatisticReader(index, home.Db).ReadAsync(request, zone, today, ReadScope.Everything, Token);
    }

    private static Dictionary<string, List<Play>> Grouped(SlowStatistics slow, Func<Play, string[]> keys, IEnumerable<Play>? plays = null) =>
        (plays ?? slow.Counted()).SelectMany(p => keys(p).Select(k => (Key: k, Play: p))).GroupBy(p => p.Key, p => p.Play).ToDictionary(g => g.Key, g => g.ToList());

    private static string Weekday(DateTime day) => TimeBuckets.Weekdays[((int)day.DayOfWeek + 6) % 7];

    private static (SlowStatistics Slow, TimeZoneInfo Zone, DateOnly From, DateOnly To) Range(Household home, string zoneName, string middle)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var day = SiteDays.Of(At(middle), info);
        return (new(home, info), info, day.AddDays(-4), day.AddDays(4));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Each play's share is cut to whole milliseconds at both ends.</summary>
    private static void Near(double expected, long actual) => Assert.InRange(actual, expected - 400, expected + 400);
}
