using System.Text.RegularExpressions;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Analytics;

/// <summary>However many plays there are: no list reads all of them from the database, and none asks once per row.</summary>
public sealed partial class QueryCostTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 6, 20);

    private readonly TestDb _file = new();
    private readonly RecordedSql _sql;
    private readonly Household _home;
    private readonly PlayIndex _index;
    private readonly StatisticReader _statistics;
    private readonly HistoryQuery _history;

    public QueryCostTests()
    {
        _sql = new(_file);
        _home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 11, plays: 80, database: _file);
        _index = new(_sql);
        _statistics = new(_index, _sql);
        _history = new(_sql, _index);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _index.Dispose();
        _home.Dispose();
        _file.Dispose();
    }

    public static TheoryData<string, int> Lists { get; } = new()
    {
        { "statistic", 1 },
        { "titles", 2 },
        { "days", 1 },
        { "history", 2 },
        { "history, searched", 5 },
        { "history by title", 3 },
        { "people", 3 },
        { "servers", 2 },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_costs_few_queries_and_scans_no_plays(string list, int queries)
    {
        await ReadAsync(list);
        _sql.Take();

        await ReadAsync(list);

        var asked = _sql.Take();
        Assert.True(asked.Count <= queries, $"{asked.Count} queries:\n{string.Join("\n\n", asked)}");
        foreach (var sql in asked)
        {
            Assert.DoesNotContain(_sql.Scans(sql), s => OfPlays().IsMatch(s));
        }
    }

    [Fact]
    public async Task One_more_play_costs_few_queries_by_number()
    {
        await _index.RefreshAsync(Token);
        var (user, item) = _home.Somebody();
        _home.Play(user, item, new(2026, 6, 19, 20, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
        _sql.Take();

        await _index.RefreshAsync(Token);

        var asked = _sql.Take();
        Assert.True(asked.Count <= 10, $"{asked.Count} queries");
        Assert.All(asked, sql => Assert.DoesNotContain(_sql.Scans(sql), s => OfPlays().IsMatch(s)));
    }

    private async Task ReadAsync(string list)
    {
        var everybody = ReadScope.Everything;
        switch (list)
        {
            case "statistic":
                await _statistics.ReadAsync(new() { By = StatisticSplit.Viewer, Then = StatisticSplit.Decision }, TimeZoneInfo.Utc, Today, everybody, Token);
                break;
            case "titles":
                await new TopMedia(_statistics).ReadAsync(AnalyticsFilter.AllTime, TopBy.Plays, 50, TimeZoneInfo.Utc, everybody, Token);
                break;
            case "days":
                await new PlaysByDay(_statistics).ReadAsync(AnalyticsFilter.AllTime, TimeZoneInfo.Utc, Today, everybody, Token);
                break;
            case "history":
                Assert.NotEmpty((await _history.PageAsync(new() { Page = 2, PageSize = 20 }, everybody, Token)).Items);
                break;
            case "history, searched":
                Assert.NotEmpty((await _history.PageAsync(new() { Text = "severance ann" }, everybody, Token)).Items);
                break;
            case "history by title":
                Assert.NotEmpty((await _history.PageAsync(new() { Sort = HistorySort.Title }, everybody, Token)).Items);
                break;
            case "people":
                Assert.NotEmpty((await new ViewerList(_sql, _statistics).ReadAsync(new(), TimeZoneInfo.Utc, everybody, Token)).Items);
                break;
            default:
                Assert.NotEmpty(await new ServerActivity(_sql, _statistics).ReadAsync(AnalyticsFilter.AllTime, TimeZoneInfo.Utc, everybody, Token));
                break;
        }
    }

    [GeneratedRegex(@"^SCAN (plays|p\d*)\b")]
    internal static partial Regex OfPlays();
}
