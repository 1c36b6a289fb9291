using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Identity;

namespace MediaInsight.Api;

/// <summary>The look back of the review's page, with its words: whose (viewer; a limited reader's is the own) and which days (year, or from and to).</summary>
internal static class ReviewApi
{
    public static void MapReview(this RouteGroupBuilder api) =>
        api.MapGet("/analytics/review", GetAsync).WithTags("Statistics").RequireAuthorization(Permissions.ViewSessions).WithName("Review")
            .WithSummary("A look back on a year (year) or other days (from, to) of one person (viewer) or of everybody");

    private static async Task<IResult> GetAsync(AnalyticsCall call, ReviewReader reviews, CancellationToken cancellationToken)
    {
        var query = call.Query;
        var wish = ExportWish.Read(query);
        await call.ReadPersonAsync();
        var today = call.Today;
        var (period, problem) = ReviewPeriod.Parse(query.Text("year", 10), query.Text("from", 20), query.Text("to", 20), today);
        if (problem is not null)
        {
            query.Problems[problem.Field] = [problem.Message];
        }

        if (call.IsRefused)
        {
            return call.Refused();
        }

        var viewer = call.Filter.Filter.Viewer ?? call.Reader.Scope.OnlyViewer;
        if (await reviews.ReadAsync(viewer, period, call.Zone, today, call.Reader.Scope, cancellationToken) is not { } review)
        {
            query.Refuse("viewer", "is no person that you may see");
            return call.Refused();
        }

        var answer = ReviewAnswer.Of(review, call.Zone);
        var name = ExportName.Of("review", period.From, period.To, today);
        return wish switch
        {
            null => TypedResults.Ok(answer),
            { Format: ExportFormat.Json } => new JsonFileAnswer(name, answer),
            _ => new ExportAnswer<ReviewLine>(name, wish, ExportColumns<ReviewLine>.All, ReviewLine.Of(answer).ToAsyncEnumerable()),
        };
    }
}
