using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Identity;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>
/// Messages about a person. What has ended is deleted; what waits is dropped and emptied, so that whoever waits for its end
/// is told. A pseudonym in place of the name would not do: title, picture and device tell enough.
/// </summary>
internal sealed class DeliveryTraces(DeliveryEnding ending) : IPersonTraces
{
    internal const string Gone = "A message about a person";

    private const int Batch = 200;
    private const string Why = "The person it was about is hidden or was forgotten.";

    /// <summary>Parameters that are a person's or an account's name. Others may be the same word by chance.</summary>
    private static readonly string[] Naming = ["viewer", "account"];

    /// <summary>They name many, in texts of their own.</summary>
    private static readonly string[] Sums = [EventTopics.DailySummary, EventTopics.WeeklySummary, "newsletter"];

    public async Task<int> CountAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken) => (await FindAsync(db, person, cancellationToken)).Count;

    public async Task<int> EraseAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken)
    {
        var found = await FindAsync(db, person, cancellationToken);
        foreach (var ids in found.Chunk(Batch))
        {
            await EraseAsync(db, ids, cancellationToken);
        }

        // Who sends a message again leaves its title in the audit log.
        foreach (var name in person.Names.Where(n => n.Length > 0))
        {
            await db.AuditEntries.Where(e => e.Action == AuditActions.MessagesResent && e.Detail != null && e.Detail.Contains(name))
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.Detail, Gone), cancellationToken);
        }

        return found.Count;
    }

    public Task RenameAsync(MediaInsightDb db, PersonTrace person, string pseudonym, CancellationToken cancellationToken) => EraseAsync(db, person, cancellationToken);

    private async Task EraseAsync(MediaInsightDb db, long[] ids, CancellationToken cancellationToken)
    {
        var waiting = await db.NotificationDeliveries.Where(d => ids.Contains(d.Id) && (d.State == DeliveryState.Queued || d.State == DeliveryState.Failed)).ToListAsync(cancellationToken);
        foreach (var delivery in waiting)
        {
            await ending.EndAsync(db, delivery, DeliveryState.Dropped, Why, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        var dropped = waiting.ConvertAll(d => d.Id);
        await db.NotificationDeliveries.Where(d => ids.Contains(d.Id) && !dropped.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);

        // No notice at all: it cannot be sent again by hand.
        await db.NotificationDeliveries.Where(d => dropped.Contains(d.Id)).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.Title, Gone).SetProperty(d => d.Notice, "").SetProperty(d => d.CooldownKey, (string?)null)
                .SetProperty(d => d.Request, (string?)null).SetProperty(d => d.Answer, (string?)null),
            cancellationToken);
    }

    /// <summary>The database finds what may be meant, by number or name; reading the notice decides.</summary>
    private static async Task<IReadOnlyCollection<long>> FindAsync(MediaInsightDb db, PersonTrace person, CancellationToken cancellationToken)
    {
        var found = new SortedSet<long>();
        foreach (var needle in person.Persons.Select(p => $"\"{nameof(Notice.Viewer)}\":{JsonSerializer.Serialize(p)}").Concat(person.Names.Where(n => n.Length > 0).Select(n => JsonEncodedText.Encode(n).Value)))
        {
            var candidates = db.NotificationDeliveries.Where(d => d.Notice.Contains(needle)).Select(d => new { d.Id, d.Notice }).AsAsyncEnumerable();
            await foreach (var candidate in candidates.WithCancellation(cancellationToken))
            {
                if (Attempt.Read(candidate.Notice) is { } notice && IsOf(notice, person))
                {
                    found.Add(candidate.Id);
                }
            }
        }

        return found;
    }

    private static bool IsOf(Notice notice, PersonTrace person) =>
        notice.Viewer is { } viewer ? person.Persons.Contains(viewer)
        : Sums.Contains(notice.Topic) ? person.Names.Any(n => Names(notice.Text, n) || Names(notice.Html ?? "", n) || Names(notice.File?.Content ?? "", n) || notice.Values.Values.Any(v => Names(v, n)))
        : Naming.Any(word => notice.Values.TryGetValue(word, out var name) && person.Names.Contains(name));

    /// <summary>As a word of its own: "Al" is not in "Alien".</summary>
    private static bool Names(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + name.Length == text.Length || !char.IsLetterOrDigit(text[at + name.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
