using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Reports;

/// <summary>A saved report with what it says today.</summary>
public sealed record ReportAnswer(SavedReport Report, ReportQuestion Question, StatisticResult Result, DateOnly Today);

/// <summary>Asks saved reports for others than their owner (who has a link, who gets it by mail): always with the owner's eyes.</summary>
public sealed class ReportAnswers(StatisticReader statistics, FilterCheck check, IServiceScopeFactory scopes, IDbContextFactory<MediaInsightDb> factory, SettingsStore settings)
{
    /// <summary>Null where it, or its owner, is gone, or what it is about.</summary>
    public async Task<ReportAnswer?> ReadAsync(int id, DateTimeOffset now, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } report && await ScopeAsync(report.OwnerId, cancellationToken) is { } scope ? await AskAsync(report, scope, now, cancellationToken) : null;

    /// <param name="scope">Of its owner.</param>
    internal async Task<ReportAnswer?> ReadAsync(int? id, ReadScope scope, DateTimeOffset now, CancellationToken cancellationToken) =>
        id is { } known && await FindAsync(known, cancellationToken) is { } report ? await AskAsync(report, scope, now, cancellationToken) : null;

    /// <summary>What an account may see now; null when there is no such account any more.</summary>
    internal async Task<ReadScope?> ScopeAsync(string owner, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Accounts>().FindAsync(owner, cancellationToken) is { Scope: { Nothing: false } allowed } ? allowed : null;
    }

    private async Task<ReportAnswer?> AskAsync(SavedReport report, ReadScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var words = QueryHelpers.ParseQuery(report.Words);
        var zone = settings.Get<SiteSettings>().Zone();
        var (question, reading) = ReportQuestion.Parse(name => words.TryGetValue(name, out var value) ? value.ToString() : null, zone, now);
        if (reading.Problems.Count > 0 || (await check.ReadAsync(reading, scope, cancellationToken)).Count > 0)
        {
            return null;
        }

        return new(report, question, await statistics.ReadAsync(question.Request, question.Filter.ZoneOr(zone), reading.Today, scope, cancellationToken), reading.Today);
    }

    private async Task<SavedReport?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
    }
}
