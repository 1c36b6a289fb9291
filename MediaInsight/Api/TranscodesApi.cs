using System.Runtime.CompilerServices;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>What servers converted, what of it is taken for failed, and how it went in the last days.</summary>
internal static class TranscodesApi
{
    private const int RecentRows = 30;

    public static void MapTranscodes(this RouteGroupBuilder api) =>
        api.MapGet("/analytics/transcodes", ListAsync).RequireAuthorization(Permissions.ManageServers).WithName("Transcodes").WithTags("Sessions")
            .WithSummary("Conversions of picture or sound, newest first, with rates of the last days (days, 30)");

    private static async Task<IResult> ListAsync(AnalyticsCall call, TranscodeHistoryQuery transcodes, TranscodeFigures figures, CancellationToken cancellationToken)
    {
        var (query, wish) = (call.Query, ExportWish.Read(call.Query));
        var isRecent = query.Text("days", 10) is not null;
        var days = query.Number("days", 30, 1, AnalyticsCall.MaxDays);
        var since = SiteDays.Start(call.Today.AddDays(1 - days), call.Site);
        var filter = new TranscodeFilter
        {
            Page = query.Number("page", 1, 1, 10_000_000),
            PageSize = query.Number("page_size", 50, 1, TranscodeFilter.MaxPageSize),
            Server = await call.ServerAsync(),
            Failed = query.Word("success", w => w switch { "true" => false, "false" => true, _ => (bool?)null }, "true, false"),
            From = query.Instant("from", endOfDay: false) ?? (isRecent ? since : null),
            Before = query.Instant("to", endOfDay: true),
        };
        if (filter is { From: { } from, Before: { } before } && from >= before)
        {
            query.Refuse("from", "must not be after 'to'");
        }

        if (call.IsRefused)
        {
            return call.Refused();
        }

        var scope = call.Reader.Scope;
        if (wish is not null)
        {
            return new ExportAnswer<TranscodeListRow>(ExportName.Of("transcodes", null, null, call.Today), wish, ExportColumns<TranscodeListRow>.All, AllAsync(transcodes, filter, call, cancellationToken));
        }

        var page = await transcodes.PageAsync(filter, scope, cancellationToken);
        var recent = await transcodes.PageAsync(new() { Server = filter.Server, From = since, PageSize = RecentRows }, scope, cancellationToken);
        var sums = await figures.ReadAsync(days, filter.Server, call.Zone, call.Today, scope, cancellationToken);
        return TypedResults.Ok(new TranscodeList(
            [.. page.Items.Select(TranscodeListRow.Of)], page.Total, page.Page, page.PageSize, days, sums.Total, sums.Failed,
            StatisticFiguresAnswer.Rate(sums.Total - sums.Failed, sums.Total), Percent(sums.ByHardware, sums.Pictures),
            Counts(sums.Inputs), Counts(sums.Outputs), Counts(sums.Encoders), [.. recent.Items.Select(TranscodeListRow.Of)]));
    }

    private static async IAsyncEnumerable<TranscodeListRow> AllAsync(TranscodeHistoryQuery transcodes, TranscodeFilter filter, AnalyticsCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What begins meanwhile would move the pages.
        filter = filter with { Before = filter.Before ?? call.Now, PageSize = TranscodeFilter.MaxPageSize };
        var pages = 1L;
        for (var page = 1; page <= pages; page++)
        {
            var rows = await transcodes.PageAsync(filter with { Page = page }, call.Reader.Scope, cancellationToken);
            pages = (rows.Total + rows.PageSize - 1) / rows.PageSize;
            foreach (var row in rows.Items)
            {
                yield return TranscodeListRow.Of(row);
            }
        }
    }

    private static double? Percent(long part, long all) => StatisticFiguresAnswer.Rate(part, all) is { } rate ? Math.Round(rate * 100, 2) : null;

    private static Dictionary<string, long> Counts(IReadOnlyList<StatisticRow> rows) => rows.ToDictionary(r => StatisticKeyAnswer.LabelOf(r.Key), r => r.Figures.Plays);
}
