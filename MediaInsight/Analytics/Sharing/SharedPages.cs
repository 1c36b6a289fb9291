using System.Collections.Concurrent;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace MediaInsight.Analytics.Sharing;

/// <summary>A report's answer as it is shown to everybody who has the link.</summary>
public sealed record SharedReport(ReportQuestion Question, StatisticResult Result, DateOnly Today);

/// <summary>All that a link shows: names are already as its owner wants them.</summary>
/// <param name="Pictures">The only ones that may be asked for with it.</param>
public sealed record SharedPage(int LinkId, string Title, DateTimeOffset ExpiresAt, ReviewResult? Review, SharedReport? Report, IReadOnlySet<MediaItemId> Pictures);

/// <summary>Opens share links: reads what they show with the eyes of who shares it, and nothing else.</summary>
public sealed class SharedPages(
    ShareLinks links, ReviewReader reviews, ReportAnswers reports, SettingsStore settings, TimeProvider time)
{
    /// <summary>A page asks for its pictures right after itself; many visitors at once cost one reading.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private const int MaxKept = 100;

    private readonly ConcurrentDictionary<int, (SharedPage Page, ReadScope Scope, DateTimeOffset At)> _kept = new();

    /// <summary>Null for a link that is unknown, expired or revoked, whose owner is gone, or which shows what is gone.</summary>
    /// <param name="isVisit">Somebody opens the page, not a picture of it.</param>
    public async Task<SharedPage?> OpenAsync(string token, bool isVisit, CancellationToken cancellationToken)
    {
        if (await links.FindOpenAsync(token, cancellationToken) is not { } link || await reports.ScopeAsync(link.OwnerId, cancellationToken) is not { } scope)
        {
            return null;
        }

        if (isVisit)
        {
            await links.CountViewAsync(link.Id, cancellationToken);
        }

        var now = time.GetUtcNow();
        if (_kept.TryGetValue(link.Id, out var kept) && now - kept.At < Kept && kept.Scope == scope)
        {
            return kept.Page;
        }

        var page = link.Kind == ShareKind.Review ? await ReviewAsync(link, scope, now, cancellationToken) : await ReportAsync(link, scope, now, cancellationToken);
        if (page is not null)
        {
            if (_kept.Count >= MaxKept)
            {
                _kept.Clear();
            }

            _kept[link.Id] = (page, scope, now);
        }

        return page;
    }

    private async Task<SharedPage?> ReviewAsync(ShareLink link, ReadScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var zone = settings.Get<SiteSettings>().Zone();
        var today = SiteDays.Of(now, zone);
        var words = QueryHelpers.ParseQuery(link.Words);
        var (period, problem) = ReviewPeriod.Parse(null, words.GetValueOrDefault("from"), words.GetValueOrDefault("to"), today);
        ViewerId? viewer = int.TryParse(words.GetValueOrDefault("viewer"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? new(id) : null;
        if (problem is not null || (viewer is null && !scope.IsEverything) || await reviews.ReadAsync(viewer, period, zone, today, scope, cancellationToken) is not { } review)
        {
            return null;
        }

        var shown = SharedNames.Of(review, link.Names);
        return new(link.Id, link.Title, link.ExpiresAt, shown, null, shown.Pictures);
    }

    private async Task<SharedPage?> ReportAsync(ShareLink link, ReadScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await reports.ReadAsync(link.ReportId, scope, now, cancellationToken) is not { } answer)
        {
            return null;
        }

        var shown = SharedNames.Of(answer.Result, link.Names);
        return new(link.Id, answer.Report.Name, link.ExpiresAt, null, new(answer.Question, shown, answer.Today), shown.Rows.Select(r => r.Key.Item).OfType<MediaItemId>().ToHashSet());
    }
}
