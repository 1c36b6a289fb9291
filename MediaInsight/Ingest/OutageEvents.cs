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

        // The same outage goes on after a restart of this program.
        var told = await ToldDownAsync(db, server, cancellationToken);
        var since = told ?? down;
        var any = false;
        if (told is null)
        {
            any = await EventLog.AddAsync(db, Of(EventTopics.ServerDown, server, since, since, [("reason", reason), ("since", since)]), cancellationToken);
        }

        if (up is { } back)
        {
            any |= await EventLog.AddAsync(db, Up(server, since, back, reason), cancellationToken);
        }

        if (any)
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        return any;
    }

    /// <summary>A server answers the first time since the program started: an outage that was told before has ended, whenever that was.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> EndAsync(MediaInsightDb db, ServerId server, DateTimeOffset up, CancellationToken cancellationToken)
    {
        if (await ToldDownAsync(db, server, cancellationToken) is not { } since || !await db.Servers.AnyAsync(s => s.Id == server, cancellationToken)
            || !await EventLog.AddAsync(db, Up(server, since, up, "It answered when MediaInsight started again."), cancellationToken))
        {
            return false;
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Since when it is down by the last word on it; null: it is not.</summary>
    private static async Task<DateTimeOffset?> ToldDownAsync(MediaInsightDb db, ServerId server, CancellationToken cancellationToken)
    {
        var last = await db.AppEvents.AsNoTracking().Where(e => (e.Topic == EventTopics.ServerDown || e.Topic == EventTopics.ServerUp) && e.ServerId == server)
            .OrderByDescending(e => e.Number).Select(e => new { e.Topic, e.At }).FirstOrDefaultAsync(cancellationToken);
        return last is { Topic: EventTopics.ServerDown } ? last.At : null;
    }

    private static AppEvent Up(ServerId server, DateTimeOffset since, DateTimeOffset at, string reason) =>
        Of(EventTopics.ServerUp, server, since, at, [("since", since), ("down_minutes", Math.Round((at - since).TotalMinutes, 2)), ("reason", reason)]);

    private static AppEvent Of(string topic, ServerId server, DateTimeOffset since, DateTimeOffset at, (string, object?)[] facts) => new()
    {
        Topic = topic,
        At = at,
        Key = string.Create(CultureInfo.InvariantCulture, $"{topic}:{server}:{since.ToUnixTimeMilliseconds()}"),
        ServerId = server,
        Facts = EventLog.Facts(facts),
    };
}
