using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>Tells that a server went down and came back, in the transaction that records the gap. One after the other: nothing goes down twice.</summary>
internal static class OutageEvents
{
    /// <param name="up">Null: it lasts.</param>
    /// <returns>Whether there was anything new to tell.</returns>
    public static async Task<bool> AddAsync(MediaInsightDb db, ServerId server, DateTimeOffset down, DateTimeOffset? up, string reason, CancellationToken cancellationToken)
    {
        if (!await db.Servers.AnyAsync(s => s.Id == server, cancellationToken))
        {
            return false;
        }

        var last = await db.AppEvents.AsNoTracking().Where(e => (e.Topic == EventTopics.ServerDown || e.Topic == EventTopics.ServerUp) && e.ServerId == server)
            .OrderByDescending(e => e.Number).Select(e => new { e.Topic, e.At }).FirstOrDefaultAsync(cancellationToken);

        // The same outage goes on after a restart of this program.
        var since = last is { Topic: EventTopics.ServerDown } ? last.At : down;
        var any = false;
        if (last is not { Topic: EventTopics.ServerDown })
        {
            any = await EventLog.AddAsync(db, Of(EventTopics.ServerDown, server, since, since, [("reason", reason), ("since", since)]), cancellationToken);
        }

        if (up is { } back)
        {
            any |= await EventLog.AddAsync(db, Of(EventTopics.ServerUp, server, since, back, [("since", since), ("down_minutes", Math.Round((back - since).TotalMinutes, 2)), ("reason", reason)]), cancellationToken);
        }

        if (any)
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        return any;
    }

    private static AppEvent Of(string topic, ServerId server, DateTimeOffset since, DateTimeOffset at, (string, object?)[] facts) => new()
    {
        Topic = topic,
        At = at,
        Key = string.Create(CultureInfo.InvariantCulture, $"{topic}:{server}:{since.ToUnixTimeMilliseconds()}"),
        ServerId = server,
        Facts = EventLog.Facts(facts),
    };
}
