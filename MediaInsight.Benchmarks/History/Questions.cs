using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Benchmarks.History;

/// <summary>What the pages ask, one line each.</summary>
internal sealed partial class Questions(ProductServices product, DataSet set, Askable askable, LatencyTable table, CancellationToken cancellationToken)
{
    private const double PageMs = 50;
    private const double SearchMs = 100;
    private static readonly ReadScope All = ReadScope.Everything;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(DataSetPlan.Zone);
    private readonly DateOnly _today = set.Plan.Until;

    private AnalyticsFilter Month => AnalyticsFilter.Last(30, _today);

    private AnalyticsFilter Year => AnalyticsFilter.Last(365, _today);

    private IEnumerable<(string Name, AnalyticsFilter Filter)> Ranges => [("30 days", Month), ("1 year", Year), ("all time", AnalyticsFilter.AllTime)];

    public async Task HistoryAsync()
    {
        var deep = (int)(set.Plan.Plays * 0.9 / 50);
        await Page("history: first page", PageMs, _ => new());
        await Page($"history: page at offset {deep * 50}", PageMs, _ => new() { Page = deep + 1 });
        await Page("history: of one person", PageMs, i => new() { Viewer = Nth(askable.People, i) });
        await Page("history: of one person, page 40", PageMs, i => new() { Viewer = Nth(askable.People, i), Page = 40 });
        await Page("history: of one server", PageMs, i => new() { Server = Nth(askable.Servers, i) });
        await Page("history: of one library", PageMs, i => new() { Library = Nth(askable.Libraries, i) });
        await Page("history: of one kind", PageMs, i => new() { Kind = Nth(Askable.Kinds, i) });
        await Page("history: of one title", PageMs, i => new() { Item = Nth(askable.Titles, i) });
        await Page("history: of one show", PageMs, i => new() { Item = Nth(askable.Shows, i) });
        await Page("history: transcoded ones", PageMs, i => new() { Decision = StreamDecision.Transcode, Page = i + 1 });
        await Page("history: of the last 30 days", PageMs, i => new() { From = set.End.AddDays(-30 - i) });
        await Page("history: text", SearchMs, i => new() { Text = Nth(Askable.Words, i) });
        await Page("history: text of one person", SearchMs, i => new() { Text = Nth(Askable.Words, i), Viewer = Nth(askable.People, i) });
        await Page("history: by watched time", PageMs, i => new() { Sort = HistorySort.Watched, Page = i + 1 });
        await Page("history: by percent, ascending", PageMs, i => new() { Sort = HistorySort.Percent, Ascending = true, Page = i + 1 });
        await Page("history: by title", PageMs, i => new() { Sort = HistorySort.Title, Page = i + 1 });
        await Page("history: by person", PageMs, i => new() { Sort = HistorySort.Viewer, Page = i + 1 });
        await Row("history: choices of its filters", PageMs, async _ => (await product.Get<HistoryOptions>().ReadAsync(All, cancellationToken)).Viewers.Count);
    }

    public async Task PagesAsync()
    {
        await Row("dashboard: all panels", PageMs, async i => (await product.Get<DashboardQuery>().ReadAsync(Sometimes(askable.Servers, i), _zone, _today, All, cancellationToken)).Titles.Count);
        await Row("dashboard: figures", PageMs, async i => (await product.Get<DashboardFigures>().ReadAsync(new() { Server = Sometimes(askable.Servers, i) }, _zone, _today, All, cancellationToken)).TotalPlays);
        await Row("people: list", PageMs, async i => (await product.Get<ViewerList>().ReadAsync(new() { Page = 1 + (i % 4) }, _zone, All, cancellationToken)).Items.Count);
        await Row("people: one, 30 days", PageMs, async i => (await product.Get<ViewerProfile>().ReadAsync(Nth(askable.People, i), Month, true, _zone, _today, All, cancellationToken))?.Recent.Count ?? 0);
        await Row("people: one, all time", PageMs, async i => (await product.Get<ViewerProfile>().ReadAsync(Nth(askable.People, i), AnalyticsFilter.AllTime, true, _zone, _today, All, cancellationToken))?.Recent.Count ?? 0);
        await Row("libraries: list", PageMs, async _ => (await product.Get<LibraryList>().ReadAsync(All, cancellationToken)).Count);
        await Row("libraries: titles of one", PageMs, async i => (await product.Get<LibraryItems>().ReadAsync(new() { Library = Nth(askable.Libraries, i) }, All, cancellationToken))?.Items.Count ?? 0);
        await Row("libraries: titles of one by plays", PageMs, async i => (await product.Get<LibraryItems>().ReadAsync(new() { Library = Nth(askable.Libraries, i), Sort = LibrarySort.Plays, Descending = true }, All, cancellationToken))?.Items.Count ?? 0);
        await Row("libraries: text in one", PageMs, async i => (await product.Get<LibraryItems>().ReadAsync(new() { Library = Nth(askable.Libraries, i), Text = Nth(Askable.Words, i) }, All, cancellationToken))?.Items.Count ?? 0);
        await Row("titles: a title", PageMs, async i => (await product.Get<ItemProfile>().ReadAsync(Nth(askable.Titles, i), _zone, _today, All, cancellationToken))?.Viewers.Count ?? 0);
        await Row("titles: a show", PageMs, async i => (await product.Get<ItemProfile>().ReadAsync(Nth(askable.Shows, i), _zone, _today, All, cancellationToken))?.Viewers.Count ?? 0);
    }

    public async Task TopsAsync()
    {
        foreach (var (range, filter) in Ranges)
        {
            await Row($"top people, {range}", PageMs, async i => (await product.Get<TopViewers>().ReadAsync(filter, By(i), 10, _zone, All, cancellationToken)).Count);
            await Row($"top titles, {range}", PageMs, async i => (await product.Get<TopMedia>().ReadAsync(filter, By(i), 10, _zone, All, cancellationToken)).Count);
            await Row($"top titles of one person, {range}", PageMs, async i => (await product.Get<TopMedia>().ReadAsync(filter with { Viewer = Nth(askable.People, i) }, By(i), 10, _zone, All, cancellationToken)).Count);
            await Row($"plays by day, {range}", PageMs, async _ => (await product.Get<PlaysByDay>().ReadAsync(filter, _zone, _today, All, cancellationToken)).Rows.Count);
            await Row($"plays by day of one person, {range}", PageMs, async i => (await product.Get<PlaysByDay>().ReadAsync(filter with { Viewer = Nth(askable.People, i) }, _zone, _today, All, cancellationToken)).Rows.Count);
        }
    }

    /// <summary>Every statistic that has a name, of everybody and of one person.</summary>
    public async Task StatisticsAsync()
    {
        foreach (var entry in StatisticCatalogue.All)
        {
            foreach (var (range, filter) in Ranges)
            {
                await Row($"statistic {entry.Id}, {range}", PageMs, _ => RowsOf(entry.Request(filter)));
                await Row($"statistic {entry.Id} of one person, {range}", PageMs, i => RowsOf(entry.Request(filter with { Viewer = Nth(askable.People, i) })));
            }
        }
    }

    /// <summary>Filters by all else, on one question.</summary>
    public async Task FiltersAsync()
    {
        var request = new StatisticRequest { By = StatisticSplit.Title, Then = StatisticSplit.Month, WithViewers = true };
        await Row("statistic filtered, of one server", PageMs, i => RowsOf(request with { Filter = new() { Server = Nth(askable.Servers, i) } }));
        await Row("statistic filtered, of one library", PageMs, i => RowsOf(request with { Filter = new() { Library = Nth(askable.Libraries, i) } }));
        await Row("statistic filtered, of one kind", PageMs, i => RowsOf(request with { Filter = new() { Kind = Nth(Askable.Kinds, i) } }));
        await Row("statistic filtered, of one show", PageMs, i => RowsOf(request with { Filter = new() { Item = Nth(askable.Shows, i) } }));
        await Row("statistic filtered, transcoded ones", PageMs, _ => RowsOf(request with { Filter = new() { Decision = StreamDecision.Transcode } }));
    }

    /// <summary>Statistics that are no split of plays, each in its own way.</summary>
    public async Task ViewingAsync()
    {
        foreach (var (range, filter) in Ranges)
        {
            foreach (var (whose, of) in new (string, Func<int, AnalyticsFilter>)[] { ("", _ => filter), (" of one person", i => filter with { Viewer = Nth(askable.People, i) }) })
            {
                Task Ask(string name, Func<AnalyticsFilter, Task<int>> ask) => Row($"viewing: {name}{whose}, {range}", PageMs, async i => await ask(of(i)));
                await Ask("concurrent streams", async f => (await product.Get<ConcurrencyReader>().ReadAsync(f, _zone, _today, All, cancellationToken)).Days.Count);
                await Ask("bandwidth", async f => (await product.Get<BandwidthReader>().ReadAsync(f, _zone, _today, All, cancellationToken)).Days.Count);
                await Ask("binges", async f => (await product.Get<BingeReader>().ReadAsync(new() { Filter = f }, _zone, All, cancellationToken)).Sessions);
                await Ask("engagement", async f => (await product.Get<EngagementReader>().ReadAsync(new() { Filter = f }, _zone, All, cancellationToken)).Titles);
                await Ask("rewatches", async f => (await product.Get<RewatchReader>().ReadAsync(f, 50, _zone, All, cancellationToken)).Total);
                await Ask("first and last seen", async f => (await product.Get<FirstLastSeenReader>().ReadAsync(new() { Filter = f }, _zone, All, cancellationToken)).Total);
                await Ask("popularity", async f => (await product.Get<PopularityReader>().ReadAsync(new() { Filter = f }, _zone, All, cancellationToken)).Total);
                await Ask("device scores", async f => (await product.Get<DeviceScores>().ReadAsync(f, ScoredCodec.Video, DeviceScores.DefaultMinPlays, _zone, All, cancellationToken)).Scores.Count);
            }
        }

        await Row("viewing: drop-off of a title", PageMs, async i => (await product.Get<DropOffReader>().ReadAsync(new() { Item = Nth(askable.Titles, i) }, _zone, All, cancellationToken))?.Viewings ?? 0);
        await Row("viewing: drop-off of a show", PageMs, async i => (await product.Get<DropOffReader>().ReadAsync(new() { Item = Nth(askable.Shows, i) }, _zone, All, cancellationToken))?.Viewings ?? 0);
        await Row("viewing: what was on at an instant", PageMs, async i => (await product.Get<TimelineReader>().ReadAsync(new() { From = set.End.AddHours(-3 - (50 * i)) }, All, cancellationToken)).Total);
        await Row("viewing: timeline of a day", PageMs, async i => (await product.Get<TimelineReader>().ReadAsync(new() { From = set.End.AddDays(-1 - i), Before = set.End.AddDays(-i) }, All, cancellationToken)).Total);
        await Row("viewing: daily figures of a year, at night", null, async _ => (await product.Get<DailyFigures>().ReadAsync(_today.AddDays(-364), _today, _zone, cancellationToken)).Count);
    }

    private async Task<long> RowsOf(StatisticRequest request) =>
        (await product.Get<StatisticReader>().ReadAsync(request, _zone, _today, All, cancellationToken)).Rows.Count;

    private Task Page(string name, double aimMs, Func<int, HistoryFilter> filter) =>
        Row(name, aimMs, async i => (await product.Get<HistoryQuery>().PageAsync(filter(i), All, cancellationToken)).Items.Count);

    private Task Row(string name, double? aimMs, Func<int, Task<long>> ask) => table.RowAsync(name, aimMs, ask);

    private static T Nth<T>(IReadOnlyList<T> list, int number) => list[number % list.Count];

    /// <summary>Each in turn, and none.</summary>
    private static T? Sometimes<T>(IReadOnlyList<T> list, int number) where T : struct => number % (list.Count + 1) is var n && n == list.Count ? null : list[n];

    private static TopBy By(int number) => number % 2 == 0 ? TopBy.WatchTime : TopBy.Plays;
}
