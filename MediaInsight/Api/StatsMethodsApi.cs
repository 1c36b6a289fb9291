using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Api;

/// <summary>How plays were sent, with the plays themselves.</summary>
internal static class StatsMethodsApi
{
    private const int MaxRows = 1000;
    private const int MaxOffset = 10_000_000;

    public static async Task<IResult> GetAsync(AnalyticsCall call, HistoryQuery history, CancellationToken cancellationToken)
    {
        await call.ReadAsync(FilterRange.Default, usersArePersons: true);
        var (limit, offset) = (call.Query.Number("limit", 50, 1, MaxRows), call.Query.Number("offset", 0, 0, MaxOffset));
        var all = call.Query.Flag("show_all");
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var filter = call.Filter.Filter;
        var methods = await call.AskAsync(new() { Filter = filter });
        var plays = call.Plays() with { Decision = filter.Decision ?? (all ? null : StreamDecision.Transcode) };
        var (rows, total) = await SliceAsync(history, plays, offset, limit, call.Reader.Scope, cancellationToken);
        return TypedResults.Ok(new StatsPlayMethods(
            call.DayCount, StatsMethods.Of(methods.Total),
            await CountAsync(StatisticSplit.VideoDecision), await CountAsync(StatisticSplit.AudioDecision), await CountAsync(StatisticSplit.SubtitleDecision), await CountAsync(StatisticSplit.TranscodeReason),
            rows, total, limit, offset, all));

        async Task<IReadOnlyDictionary<string, long>> CountAsync(StatisticSplit split) =>
            (await call.AskAsync(new() { Filter = filter, By = split, Order = StatisticMeasure.Plays })).Rows.ToDictionary(r => StatisticKeyAnswer.LabelOf(r.Key), r => r.Figures.Plays);
    }

    /// <summary>The pages that a stretch of the list touches, at most three.</summary>
    internal static async Task<(IReadOnlyList<SessionRow> Rows, long Total)> SliceAsync(HistoryQuery history, HistoryFilter filter, int offset, int limit, ReadScope scope, CancellationToken cancellationToken)
    {
        const int Size = HistoryFilter.MaxPageSize;
        var rows = new List<SessionRow>();
        long total = 0;
        for (var page = offset / Size; page <= (offset + limit - 1) / Size; page++)
        {
            var read = await history.PageAsync(filter with { Page = page + 1, PageSize = Size }, scope, cancellationToken);
            total = read.Total;
            rows.AddRange(read.Items.Skip(Math.Max(0, offset - (page * Size))).Take(limit - rows.Count).Select(SessionRow.Of));
            if (read.Items.Count < Size)
            {
                break;
            }
        }

        return (rows, total);
    }
}
