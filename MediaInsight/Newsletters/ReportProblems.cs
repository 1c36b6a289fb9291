using MediaInsight.Data;
using MediaInsight.Data.Events;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <summary>What went wrong in a stretch of time, from the events that were written and the conversions that failed.</summary>
public sealed class ReportProblems(IDbContextFactory<MediaInsightDb> factory)
{
    private static readonly (string Topic, Func<NewsletterWords, string> Word)[] Topics =
    [
        (EventTopics.ServerDown, w => w.ServerOutages),
        (EventTopics.JobFailed, w => w.FailedJobs),
        (EventTopics.BackupFailed, w => w.FailedBackups),
        (EventTopics.AlertFired, w => w.Alerts),
    ];

    public async Task<IReadOnlyList<(string Word, int Count)>> ReadAsync(DateTimeOffset from, DateTimeOffset until, NewsletterWords words, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var names = Topics.Select(t => t.Topic).ToList();
        var counts = await db.AppEvents.AsNoTracking().Where(e => names.Contains(e.Topic) && e.At >= from && e.At < until)
            .GroupBy(e => e.Topic).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var conversions = await db.TranscodeRecords.AsNoTracking().CountAsync(t => t.Failure != null && t.StartedAt >= from && t.StartedAt < until, cancellationToken);
        return
        [
            .. conversions > 0 ? [(words.FailedConversions, conversions)] : Array.Empty<(string, int)>(),
            .. Topics.Where(t => counts.ContainsKey(t.Topic)).Select(t => (t.Word(words), counts[t.Topic])),
        ];
    }
}
