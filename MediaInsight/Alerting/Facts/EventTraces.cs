using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Facts;

/// <summary>Persons in the log of what happened: by number, and by name in the sums of days.</summary>
internal sealed class EventTraces : IPersonTraces
{
    public Task<int> CountAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) => Own(db, person).CountAsync(cancellationToken);

    public async Task<int> EraseAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) =>
        await Own(db, person).ExecuteDeleteAsync(cancellationToken) + await Sums(db).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Sums name people in a text of their own; they are news for a day and not worth a rewriting.</summary>
    public Task RenameAsync(MediaInsightDb db, PersonTrace person, string pseudonym, CancellationToken cancellationToken) => Sums(db).ExecuteDeleteAsync(cancellationToken);

    private static IQueryable<AppEvent> Own(MediaInsightDb db, PersonTrace person)
    {
        var persons = person.Persons.Select(p => (Domain.ViewerId?)p).ToList();
        return db.AppEvents.Where(e => persons.Contains(e.ViewerId));
    }

    private static IQueryable<AppEvent> Sums(MediaInsightDb db) => db.AppEvents.Where(e => e.Topic == EventTopics.DailySummary || e.Topic == EventTopics.WeeklySummary);
}
