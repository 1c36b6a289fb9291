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
        var facts = new Facts(home);
        var (slow, zone, from, to) = Range(home, zoneName, middle);

        foreach (var (split, keys) in facts.Splits)
        {
            var result = await AskAsync(home, new() { Filter = new() { From = from, To = to }, By = split, Limit = 500, WithViewers = true }, zone, to);

            var expected = slow.Counted().SelectMany(p => keys(p).Select(k => (Key: k, Play: p))).GroupBy(p => p.Key, p => p.Play).ToDictionary(g => g.Key, g => g.ToList());
            var touched = expected.Where(g => slow.Plays(g.Value, from, to) > 0 || slow.WatchedMs(g.Value, from, to) >= 1).Select(g => g.Key);
            Assert.Equal(touched.Order(), result.Rows.Select(r => Facts.Word(split, r.Key)).Order());
            Assert.Equal(result.Rows.OrderByDescending(r => r.Figures.WatchedMs).Select(r => r.Key), result.Rows.Select(r => r.Key));
            foreach (var row in result.Rows)
            {
                var plays = expected[Facts.Word(split, row.Key)];
                Agrees(slow, plays, from, to, row.Figures);
                Assert.InRange(row.Figures.Viewers!.Value, 1, 3);
            }
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

    [Fact]
    public async Task Filters_narrow_together()
    {
        using var home = RandomHousehold.Around(At("2026-06-15T00:00:00Z"), 3);
        var (slow, zone, from, to) = Range(home, "UTC", "2026-06-15T00:00:00Z");
        var ann = home.People.Values.First(v => v.Name == "Ann").Id;
        var server = home.Servers[0].Id;
        var filter = new AnalyticsFilter { From = from, To = to, Viewer = ann, Server = server, Decision = StreamDecision.Transcode, Kind = MediaKind.Episode };

        var result = await AskAsync(home, new() { Filter = filter }, zone, to);
        var wrong = await new StatisticReader(new PlayIndex(home.Db), home.Db).ReadAsync(new() { Filter = filter }, zone, to, ReadScope.Only(new(9999)), Token);

        var plays = slow.Counted(ann).Where(p => p.ServerId == server && p.Decision == StreamDecision.Transcode && p.Kind == MediaKind.Episode).ToList();
        Agrees(slow, plays, from, to, result.Total);
        Assert.True(result.Total.WatchedMs > 0);
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

    private static void Agrees(SlowStatistics slow, List<Play> plays, DateOnly from, DateOnly to, StatisticFigures figures)
    {
        Assert.Equal(slow.Plays(plays, from, to), figures.Plays);
        Near(slow.WatchedMs(plays, from, to), figures.WatchedMs);
        var begun = plays.Where(p => slow.IsFirst(p) && slow.DayOf(p.StartedAt) >= from && slow.DayOf(p.StartedAt) <= to).ToList();
        Assert.Equal(begun.Count(p => p.Decision == StreamDecision.Transcode), figures.Transcodes);
        Assert.Equal(begun.Count(p => p.Decision == StreamDecision.DirectPlay), figures.DirectPlays);
        Assert.Equal(begun.Count(p => slow.Counted().Any(c => c.ChainNumber == p.ChainNumber && c.Completed)), figures.Completed);
        if (figures.Plays > 0)
        {
            Assert.True(figures.LastAt >= figures.FirstAt);
        }
    }

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

    /// <summary>What a play's row is called in each split, read from the stored rows.</summary>
    private sealed class Facts
    {
        private readonly Dictionary<long, StreamDetails> _streams;
        private readonly Dictionary<long, PlayDevice> _devices;

        public Facts(Household home)
        {
            using var db = home.Db.CreateDbContext();
            _streams = db.StreamProfiles.AsNoTracking().ToDictionary(p => p.Id, p => StreamProfile.Read(p.DetailsJson));
            _devices = db.PlayDevices.AsNoTracking().ToDictionary(d => d.Id);
            Splits = new()
            {
                [StatisticSplit.Viewer] = p => [home.People[p.UserId].Name],
                [StatisticSplit.Account] = p => [$"{p.UserId}"],
                [StatisticSplit.Server] = p => [$"{p.ServerId}"],
                [StatisticSplit.Library] = p => [$"{p.LibraryId}"],
                [StatisticSplit.Kind] = p => [p.Kind.Word()],
                [StatisticSplit.Decision] = p => [p.Decision?.Word() ?? ""],
                [StatisticSplit.Network] = p => [p.Location switch { NetworkLocation.Lan => "lan", NetworkLocation.Wan => "wan", _ => "" }],
                [StatisticSplit.Title] = p => [home.Items[p.MediaItemId] is { Kind: MediaKind.Episode or MediaKind.Track } i ? i.GrandparentTitle! : Named(home.Items[p.MediaItemId])],
                [StatisticSplit.Item] = p => [Named(home.Items[p.MediaItemId])],
                [StatisticSplit.Album] = p => p.Kind == MediaKind.Track ? ["Kind of Blue"] : [],
                [StatisticSplit.Author] = p => p.Kind == MediaKind.Audiobook ? ["Frank Herbert"] : [],
                [StatisticSplit.Genre] = p => home.Items[p.MediaItemId].Genres?.Split('|', StringSplitOptions.RemoveEmptyEntries) ?? [],
                [StatisticSplit.Device] = p => [_devices[p.DeviceId].Name!],
                [StatisticSplit.Player] = p => [_devices[p.DeviceId].ClientName!],
                [StatisticSplit.Resolution] = p => Seen(p, s => s.Source.Resolution),
                [StatisticSplit.SentResolution] = p => Seen(p, s => s.Sent.Resolution),
                [StatisticSplit.VideoCodec] = p => Seen(p, s => s.Source.VideoCodec),
                [StatisticSplit.AudioChannels] = p => [$"{_streams[p.StreamProfileId].Source.AudioChannels}"],
                [StatisticSplit.TranscodeReason] = p => _streams[p.StreamProfileId].TranscodeReasons?.Split(',') ?? [],
            };
        }

        public Dictionary<StatisticSplit, Func<Play, string[]>> Splits { get; }

        public static string Word(StatisticSplit split, StatisticKey key) => split switch
        {
            StatisticSplit.Title or StatisticSplit.Item => $"{key.Label} {key.Year}".Trim(),
            StatisticSplit.Viewer or StatisticSplit.Device or StatisticSplit.Player or StatisticSplit.Album or StatisticSplit.Author => key.Label ?? "",
            _ => key.Id,
        };

        private static string Named(MediaInsight.Libraries.MediaItem item) => $"{item.Title} {item.Year}".Trim();

        private string[] Seen(Play play, Func<StreamDetails, string?> word) => play.Kind.IsAudio() ? [] : [word(_streams[play.StreamProfileId]) ?? ""];
    }
}
