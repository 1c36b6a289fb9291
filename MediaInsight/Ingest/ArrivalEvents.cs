using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>Tells of new titles and of readings that are done, in the transaction that stores them.</summary>
internal static class ArrivalEvents
{
    /// <summary>What a server got longer ago is new to us only.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(2);

    public static async Task AddAsync(MediaInsightDb db, ServerId server, IReadOnlyList<StoredItem> stored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = stored.Where(s => s.Outcome == ListedOutcome.Added).Select(s => s.Id).ToHashSet();
        if (ids.Count == 0)
        {
            return;
        }

        // They have just been written with this context.
        var fresh = db.MediaItems.Local.Where(i => ids.Contains(i.Id) && !i.Kind.IsContainer() && i.AddedAt is { } at && now - at < Recent);
        await EventLog.AddRangeAsync(db, [.. fresh.Select(i => Of(server, i, now))], cancellationToken);
    }

    public static AppEvent Synced(ServerId server, MediaLibrary library, LibraryTally tally, DateTimeOffset now) => new()
    {
        Topic = EventTopics.LibrarySynced,
        At = now,
        ServerId = server,
        Facts = EventLog.Facts(
            ("library", library.Name), ("library_id", library.Id.Value), ("added", tally.Added), ("changed", tally.Changed), ("removed", tally.Removed), ("items", tally.Listed)),
    };

    private static AppEvent Of(ServerId server, MediaItem item, DateTimeOffset now)
    {
        var waits = MediaAdditions.IsGrouped(item);
        return new()
        {
            Topic = waits ? MediaAdditions.Waiting : EventTopics.MediaAdded,
            At = now,
            Key = $"{EventTopics.MediaAdded}:{item.Id}",
            ServerId = server,
            MediaItemId = item.Id,
            Facts = waits ? "{}" : EventLog.Facts(("count", 1), ("added_at", item.AddedAt)),
        };
    }
}
