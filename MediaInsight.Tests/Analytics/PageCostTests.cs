using System.Text.RegularExpressions;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Monitoring;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Viewers;

namespace MediaInsight.Tests.Analytics;

/// <summary>Pages that are put together from many answers: what they ask of the database is the same however much there is, and never all plays.</summary>
public sealed partial class PageCostTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Middle = PeopleDesk.Now.AddDays(-7);
    private static readonly DateOnly Today = DateOnly.FromDateTime(PeopleDesk.Now.UtcDateTime);

    private RecordedSql _sql = null!; // non-null: set with the desk
    private PeopleDesk _desk = null!; // non-null: set before any test
    private Household _home = null!; // non-null: set before any test

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A page, and the most queries it may need; the dashboard looks for the gaps of each server.</summary>
    public static TheoryData<string, int> Pages { get; } = new()
    {
        { "dashboard", 16 },
        { "person", 30 },
        { "title", 16 },
        { "show", 20 },
        { "review", 40 },
        { "who watched what", 12 },
        { "what was on", 6 },
        { "concurrency", 6 },
        { "conversions", 12 },
        { "trends", 4 },
        { "activity of everybody", 4 },
        { "unwatched", 6 },
        { "operator", 12 },
    };

    public ValueTask InitializeAsync()
    {
        _desk = new(db => _sql = new(db));
        _home = RandomHousehold.Around(Middle, 11, plays: 60, database: _desk.Db);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _home.Dispose();
        await _desk.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_asks_as_little_of_much_as_of_little_and_scans_no_plays(string page, int most)
    {
        var few = await AskedAsync(page);

        // Two more servers, three more people, two dozen more titles, and three times the plays.
        using var more = RandomHousehold.Around(Middle, 12, plays: 120, database: _desk.Db);
        var many = await AskedAsync(page);

        var servers = page == "dashboard" ? more.Servers.Count : 0;
        Assert.True(many.Count <= few.Count + servers, $"{few.Count} queries before, {many.Count} after:\n{string.Join("\n\n", many)}");
        Assert.True(many.Count <= most, $"{many.Count} queries:\n{string.Join("\n\n", many)}");
        foreach (var sql in many.Where(q => OfPlays().IsMatch(q)))
        {
            Assert.DoesNotContain(_sql.Scans(sql), s => QueryCostTests.OfPlays().IsMatch(s));
        }
    }

    private async Task<IReadOnlyList<string>> AskedAsync(string page)
    {
        await ReadAsync(page);
        _sql.Take();
        await ReadAsync(page);
        return _sql.Take();
    }

    private async Task ReadAsync(string page)
    {
        var (zone, all) = (TimeZoneInfo.Utc, ReadScope.Everything);
        var month = AnalyticsFilter.Last(30, Today);
        var ann = _home.People.Values.First(p => p.Name == "Ann").Id;
        switch (page)
        {
            case "dashboard":
                Assert.NotEmpty((await Get<DashboardQuery>().ReadAsync(null, zone, Today, all, Token)).Titles);
                break;
            case "person":
                Assert.NotEmpty((await Get<ViewerProfile>().ReadAsync(ann, month, true, zone, Today, all, Token))!.Recent);
                break;
            case "title":
                Assert.True((await Get<ItemProfile>().ReadAsync(ItemOf(MediaKind.Movie), zone, Today, all, Token))!.Plays > 0);
                break;
            case "show":
                Assert.NotNull(await Get<DropOffReader>().ReadAsync(new() { Item = ItemOf(MediaKind.Episode) }, zone, all, Token));
                break;
            case "review":
                Assert.NotEmpty((await Get<ReviewReader>().ReadAsync(ann, ReviewPeriod.OfYear(Today.Year, Today), zone, Today, all, Token))!.Tops);
                break;
            case "who watched what":
                Assert.NotEmpty((await Get<WhoWatchedWhat>().ReadAsync(FilterWords.Of("30d", Today), zone, Today, all, 3, Token)).People);
                break;
            case "what was on":
                Assert.NotEmpty((await Get<TimelineReader>().ReadAsync(new() { From = Middle, Before = Middle.AddDays(2) }, all, Token)).Lanes);
                break;
            case "concurrency":
                Assert.NotEmpty((await Get<ConcurrencyReader>().ReadAsync(month, zone, Today, all, Token)).AtPeak);
                break;
            case "conversions":
                Assert.NotEmpty((await Get<TranscodeFigures>().ReadAsync(30, null, zone, Today, all, Token)).Encoders);
                await Get<TranscodeHistoryQuery>().PageAsync(new(), all, Token);
                break;
            case "trends":
                Assert.Equal(30, (await Get<DailyTrends>().ReadAsync(month, zone, zone, Today, all, Token)).Count);
                break;
            case "activity of everybody":
                Assert.NotEmpty((await Get<StatisticReader>().ReadAsync(new() { By = StatisticSplit.Viewer, Limit = StatisticRequest.MaxLimit }, zone, Today, all, Token)).Rows);
                Assert.NotEmpty(await Get<FavoriteGenres>().ReadAsync(AnalyticsFilter.AllTime, zone, all, Token));
                break;
            case "unwatched":
                await Get<UnwatchedReader>().ReadAsync(new() { Filter = month }, zone, all, Token);
                break;
            default:
                var figures = new OperatorFigures(Get<StatisticReader>(), Get<HouseholdCounts>(), Get<TranscodeHistoryQuery>(), new SystemMetrics(_sql, new()), _desk.Time);
                Assert.True((await figures.ReadAsync(zone, Today, all, Token)).Week.Plays > 0);
                break;
        }
    }

    [GeneratedRegex(@"\bplays\b")]
    private static partial Regex OfPlays();

    private T Get<T>() where T : notnull => _desk.Get<T>();

    private MediaItemId ItemOf(MediaKind kind) => _home.Plays.First(p => p is { IsShort: false, StoppedAt: not null, Certainty: PlayCertainty.Observed } && p.Kind == kind).MediaItemId;
}
