using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Analytics.Reports;

public sealed class ReportTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Now);
    private readonly TestDb _db = new();
    private readonly WriteGate _gate = new();
    private readonly SavedReports _reports;

    public ReportTests()
    {
        _reports = new(_db, new DatabaseWriter(_db, _gate, _time), _time);
        using var db = _db.CreateDbContext();
        db.Users.AddRange(new AppUser { Id = "ann", UserName = "ann" }, new AppUser { Id = "bob", UserName = "bob" });
        db.SaveChanges();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_belongs_to_its_account()
    {
        var id = (await _reports.AddAsync("ann", " My <b>films</b> ", "split=title&kind=movie", Token))!.Value;

        Assert.Equal("My <b>films</b>", (await _reports.FindAsync("ann", id, Token))!.Name);
        Assert.Null(await _reports.FindAsync("bob", id, Token));
        Assert.False(await _reports.ChangeAsync("bob", id, "Mine", "split=viewer", Token));
        await _reports.DeleteAsync("bob", id, Token);
        Assert.True(await _reports.ChangeAsync("ann", id, "Films", "split=item", Token));
        Assert.Equal(["Films"], (await _reports.ListAsync("ann", Token)).Select(r => r.Name));
        Assert.Empty(await _reports.ListAsync("bob", Token));
        await _reports.DeleteAsync("ann", id, Token);
        Assert.Null(await _reports.FindAsync("ann", id, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _reports.AddAsync("ann", " ", "", Token));
    }

    [Fact]
    public void Every_question_survives_its_own_words_and_asks_what_can_be_answered()
    {
        foreach (var by in Enum.GetValues<StatisticSplit>())
        {
            foreach (var then in Enum.GetValues<StatisticSplit>())
            {
                foreach (var chart in Enum.GetValues<ReportChart>())
                {
                    var question = new ReportQuestion(by, then, ReportQuestion.Measures[(int)by % ReportQuestion.Measures.Count], (int)then % 2 == 0, 20, chart, FilterWords.Of("90d", new(2026, 11, 21))).Settled();
                    var words = question.Pairs().Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value);

                    var (again, reading) = ReportQuestion.Parse(words.GetValueOrDefault, TimeZoneInfo.Utc, Now);

                    Assert.Equal(question, again);
                    Assert.Empty(reading.Problems);
                    Assert.Contains(again.Chart, ReportQuestion.ChartsFor(again.By, again.Then));
                    Assert.False(again.By.IsTime() && again.Then.IsTime());
                    Assert.True(again.Then == StatisticSplit.None || again.Then != again.By);
                }
            }
        }
    }

    [Theory]
    [InlineData("split", "nonsense")]
    [InlineData("then", "7")]
    [InlineData("measure", "last-at")]
    [InlineData("order", "up")]
    [InlineData("limit", "0")]
    [InlineData("limit", "101")]
    [InlineData("chart", "pie")]
    [InlineData("chart", "3")]
    [InlineData("range", "forever")]
    public void What_cannot_be_used_is_named(string name, string value)
    {
        var (question, reading) = ReportQuestion.Parse(n => n == name ? value : null, TimeZoneInfo.Utc, Now);

        Assert.Equal(name, Assert.Single(reading.Problems).Field);
        Assert.Equal((StatisticSplit.Viewer, StatisticMeasure.WatchTime, ReportChart.Ranking), (question.By, question.Measure, question.Chart));
    }

    public void Dispose()
    {
        _gate.Dispose();
        _db.Dispose();
    }
}
