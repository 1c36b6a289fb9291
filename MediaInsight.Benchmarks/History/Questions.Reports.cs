using MediaInsight.Analytics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Monitoring;

namespace MediaInsight.Benchmarks.History;

/// <summary>What is put together from several questions, what libraries are made of, and other people's midnights.</summary>
internal sealed partial class Questions
{
    private const double OtherZoneMs = 500;

    /// <summary>Reviews, who watched what, and the operator's figures.</summary>
    public async Task ReportsAsync()
    {
        var years = Enumerable.Range(0, set.Plan.Years).Select(n => ReviewPeriod.OfYear(_today.Year - n, _today)).ToList();
        await Row("review: the household's year", PageMs, async i => (await product.Get<ReviewReader>().ReadAsync(null, Nth(years, i), _zone, _today, All, cancellationToken))?.Tops.Count ?? 0);
        await Row("review: a person's year", PageMs, async i => (await product.Get<ReviewReader>().ReadAsync(Nth(askable.People, i), Nth(years, i), _zone, _today, All, cancellationToken))?.Tops.Count ?? 0);
        foreach (var (range, word) in new[] { ("30 days", "30d"), ("1 year", "365d"), ("all time", FilterRange.All) })
        {
            var words = FilterWords.Of(word, _today);
            await Row($"who watched what, {range}", PageMs, async _ => (await product.Get<WhoWatchedWhat>().ReadAsync(words, _zone, _today, All, 10, cancellationToken)).People.Count);
        }

        foreach (var (range, filter) in Ranges)
        {
            await Row($"activity of every person, {range}", PageMs, async _ =>
                await RowsOf(new() { Filter = filter, By = StatisticSplit.Viewer, Limit = StatisticRequest.MaxLimit }) + (await product.Get<FavoriteGenres>().ReadAsync(filter, _zone, All, cancellationToken)).Count);
            await Row($"days of the installation, {range}", PageMs, async _ => (await product.Get<DailyTrends>().ReadAsync(filter, _zone, _zone, _today, All, cancellationToken)).Count);
            await Row($"unwatched titles, {range}", PageMs, async i => (await product.Get<UnwatchedReader>().ReadAsync(new() { Filter = filter, Order = i % 2 == 0 ? UnwatchedOrder.Oldest : UnwatchedOrder.Largest }, _zone, All, cancellationToken)).Total);
        }

        await Row("unwatched titles of one library", PageMs, async i => (await product.Get<UnwatchedReader>().ReadAsync(new() { Filter = Year with { Library = Nth(askable.Libraries, i) } }, _zone, All, cancellationToken)).Total);
        var figures = new OperatorFigures(product.Get<StatisticReader>(), product.Get<HouseholdCounts>(), product.Get<TranscodeHistoryQuery>(), new SystemMetrics(product.Databases, new()), new SetClock(set.End));
        await Row("operator: figures of today", PageMs, async _ => (await figures.ReadAsync(_zone, _today, All, cancellationToken)).Week.Plays);
        await Row("conversions: figures, 30 days", PageMs, async i => (await product.Get<TranscodeFigures>().ReadAsync(30, Sometimes(askable.Servers, i), _zone, _today, All, cancellationToken)).Total);
        await Row("conversions: figures, 1 year", PageMs, async i => (await product.Get<TranscodeFigures>().ReadAsync(365, Sometimes(askable.Servers, i), _zone, _today, All, cancellationToken)).Total);
        await Row("conversions: a page", PageMs, async i => (await product.Get<TranscodeHistoryQuery>().PageAsync(new() { Page = i + 1 }, All, cancellationToken)).Items.Count);
    }

    /// <summary>What libraries are made of.</summary>
    public async Task LibrariesAsync()
    {
        await Row("libraries: qualities and codecs", PageMs, async _ => (await product.Get<LibraryMakeup>().FormatsAsync(All, cancellationToken)).Count);
        await Row("libraries: titles of a codec", PageMs, async i => (await product.Get<LibraryMakeup>().TitlesAsync([], Nth(["h264", "hevc", "av1"], i), null, 1, 50, All, cancellationToken)).Total);
        await Row("libraries: titles of a quality", PageMs, async i => (await product.Get<LibraryMakeup>().TitlesAsync([Nth(["1080p", "2160p", "720p"], i)], null, null, 1, 50, All, cancellationToken)).Total);
        await Row("libraries: growth by month", PageMs, async _ => (await product.Get<LibraryMakeup>().GrowthAsync(_zone, All, cancellationToken)).Count);
        await Row("libraries: health", PageMs, async _ => (await product.Get<LibraryHealth>().ReadAsync(All, cancellationToken)).Count);
        await Row("libraries: size of everything", PageMs, async _ => (await product.Get<HouseholdCounts>().ReadAsync(All, cancellationToken)).Files);
    }

    /// <summary>Days and hours of a reader elsewhere: nothing is added up for those beforehand.</summary>
    public async Task ZonesAsync()
    {
        var elsewhere = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        foreach (var split in new[] { StatisticSplit.Day, StatisticSplit.Month, StatisticSplit.HourOfDay, StatisticSplit.WeekdayHour })
        {
            await Row($"elsewhere: plays by {split.ToString().ToLowerInvariant()}, all time", OtherZoneMs, async _ =>
                (await product.Get<StatisticReader>().ReadAsync(new() { By = split, Then = StatisticSplit.Kind, WithViewers = true }, elsewhere, _today, All, cancellationToken)).Rows.Count);
        }

        await Row("elsewhere: concurrent streams, all time", OtherZoneMs, async _ => (await product.Get<ConcurrencyReader>().ReadAsync(AnalyticsFilter.AllTime, elsewhere, _today, All, cancellationToken)).Days.Count);
        await Row("elsewhere: bandwidth, 1 year", OtherZoneMs, async _ => (await product.Get<BandwidthReader>().ReadAsync(Year, elsewhere, _today, All, cancellationToken)).Days.Count);
        await Row("elsewhere: dashboard, all panels", OtherZoneMs, async _ => (await product.Get<DashboardQuery>().ReadAsync(null, elsewhere, _today, All, cancellationToken)).Titles.Count);
    }
}
