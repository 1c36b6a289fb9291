using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Live;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>What the log is narrowed to; null and empty: everything.</summary>
/// <param name="Page">From 1.</param>
public sealed record DeliveryFilter(DeliveryState? State = null, int? ChannelId = null, string? Topic = null, int? RuleId = null, string? Text = null, int Page = 1)
{
    public const int PageSize = 50;

    /// <summary>Queued and failed alike.</summary>
    public bool IsWaiting { get; init; }
}

/// <summary>One line of the log.</summary>
public sealed record DeliveryRow(
    long Id, int? ChannelId, string ChannelName, int? RuleId, string? RuleName, string Topic, string Title, NoticePriority Priority, DeliveryState State,
    int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAt, DateTimeOffset? EndedAt, string? Error);

/// <summary>All there is to know about one message.</summary>
public sealed record DeliveryDetails(DeliveryRow Row, string Key, Notice? Notice, string? Request, string? Answer);

/// <param name="Rows">Newest first, at most <see cref="DeliveryFilter.PageSize"/>.</param>
/// <param name="Page">The page these are: the last one when a later one was asked for.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryRow> Rows, int Total, int Page);

/// <summary>How a channel does. Times null: never.</summary>
public sealed record ChannelActivity(int ChannelId, int Waiting, int Dead, DateTimeOffset? LastSentAt, DateTimeOffset? LastErrorAt, string? LastError);

/// <summary>Reads what was sent and what waits, and sends again.</summary>
public sealed class DeliveryLog(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, Outbox outbox, AuditLog audit, LiveFeed<DeliveriesSignal> live, TimeProvider time)
{
    private const int Batch = 200;

    public async Task<DeliveryPage> PageAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = Narrow(db.NotificationDeliveries.AsNoTracking(), filter);
        var total = await rows.CountAsync(cancellationToken);
        var page = Math.Clamp(filter.Page, 1, Math.Max(1, (total + DeliveryFilter.PageSize - 1) / DeliveryFilter.PageSize));
        var list = await Rows(rows.OrderByDescending(d => d.Id).Skip((page - 1) * DeliveryFilter.PageSize).Take(DeliveryFilter.PageSize)).ToListAsync(cancellationToken);
        return new(list, total, page);
    }

    public async Task<DeliveryDetails?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = db.NotificationDeliveries.AsNoTracking().Where(d => d.Id == id);
        return await Rows(found).SingleOrDefaultAsync(cancellationToken) is { } row && await found.Select(d => new { d.Key, d.Notice, d.Request, d.Answer }).SingleOrDefaultAsync(cancellationToken) is { } rest
            ? new(row, rest.Key, Attempt.Read(rest.Notice), rest.Request, rest.Answer)
            : null;
    }

    /// <summary>Topics that stand in the log, by name.</summary>
    public async Task<IReadOnlyList<string>> TopicsAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.NotificationDeliveries.Select(d => d.Topic).Distinct().OrderBy(t => t).ToListAsync(cancellationToken);
    }

    /// <summary>Of every channel.</summary>
    public async Task<IReadOnlyDictionary<int, ChannelActivity>> ActivityAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var deliveries = db.NotificationDeliveries;
        var channels = await db.NotificationChannels.AsNoTracking().Select(c => new
        {
            c.Id,
            Waiting = deliveries.Count(d => d.ChannelId == c.Id && (d.State == DeliveryState.Queued || d.State == DeliveryState.Failed)),
            Dead = deliveries.Count(d => d.ChannelId == c.Id && d.State == DeliveryState.Dead && d.Topic != "test"),
            Sent = deliveries.Where(d => d.ChannelId == c.Id && d.State == DeliveryState.Sent).OrderByDescending(d => d.Id).Select(d => d.EndedAt).FirstOrDefault(),
            Failed = deliveries.Where(d => d.ChannelId == c.Id && (d.State == DeliveryState.Failed || d.State == DeliveryState.Dead)).OrderByDescending(d => d.Id)
                .Select(d => new { At = d.EndedAt ?? d.FirstFailedAt, d.Error }).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return channels.ToDictionary(c => c.Id, c => new ChannelActivity(c.Id, c.Waiting, c.Dead, c.Sent, c.Failed?.At, c.Failed?.Error));
    }

    /// <summary>Given up, tests aside: what <see cref="ResendDeadAsync"/> would send.</summary>
    public async Task<int> DeadAsync(int? channelId, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await Dead(db, channelId).CountAsync(cancellationToken);
    }

    /// <summary>Once more, at once. What was taken before goes out as a new message with a new key. False: it still waits, or its channel is gone.</summary>
    public async Task<bool> ResendAsync(long id, AuditContext by, CancellationToken cancellationToken)
    {
        var done = await writer.RunAsync(async (db, token) =>
        {
            if (await db.NotificationDeliveries.SingleOrDefaultAsync(d => d.Id == id, token) is not { ChannelId: not null } delivery || delivery.State is DeliveryState.Queued or DeliveryState.Failed)
            {
                return false;
            }

            if (delivery.State == DeliveryState.Sent)
            {
                db.NotificationDeliveries.Add(Copy(delivery));
            }
            else
            {
                Requeue(delivery);
            }

            audit.Add(db, by, AuditActions.MessagesResent, delivery.ChannelName, delivery.Title);
            return true;
        }, cancellationToken);
        Wake(done);
        return done;
    }

    /// <summary>Everything that was given up, tests aside; how many.</summary>
    /// <param name="channelId">Null: of every channel.</param>
    public async Task<int> ResendDeadAsync(int? channelId, AuditContext by, CancellationToken cancellationToken)
    {
        var (all, last, upTo) = (0, 0L, time.GetUtcNow());
        int batch;
        do
        {
            // What fails again meanwhile has an end after the beginning of this, and a number that was passed.
            (batch, last) = await writer.RunAsync(async (db, token) =>
            {
                var dead = await Dead(db, channelId).Where(d => d.Id > last && d.EndedAt <= upTo).OrderBy(d => d.Id).Take(Batch).ToListAsync(token);
                dead.ForEach(Requeue);
                return (dead.Count, dead.Count == 0 ? last : dead[^1].Id);
            }, cancellationToken);
            all += batch;
            Wake(batch > 0);
        }
        while (batch == Batch);
        if (all > 0)
        {
            await audit.RecordAsync(by, AuditActions.MessagesResent, null, $"{all} messages that had been given up.", cancellationToken);
        }

        return all;
    }

    private static IQueryable<NotificationDelivery> Dead(MediaInsightDb db, int? channelId) => db.NotificationDeliveries
        .Where(d => d.State == DeliveryState.Dead && d.ChannelId != null && d.Topic != "test" && (channelId == null || d.ChannelId == channelId));

    private static IQueryable<NotificationDelivery> Narrow(IQueryable<NotificationDelivery> rows, DeliveryFilter filter)
    {
        rows = filter.State is { } state ? rows.Where(d => d.State == state) : rows;
        rows = filter.IsWaiting ? rows.Where(d => d.State == DeliveryState.Queued || d.State == DeliveryState.Failed) : rows;
        rows = filter.ChannelId is { } channel ? rows.Where(d => d.ChannelId == channel) : rows;
        rows = filter.RuleId is { } rule ? rows.Where(d => d.RuleId == rule) : rows;
        rows = string.IsNullOrEmpty(filter.Topic) ? rows : rows.Where(d => d.Topic == filter.Topic);
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = $"%{filter.Text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            rows = rows.Where(d => EF.Functions.Like(d.Title, text, "\\") || EF.Functions.Like(d.ChannelName, text, "\\") || EF.Functions.Like(d.RuleName!, text, "\\") || EF.Functions.Like(d.Error!, text, "\\"));
        }

        return rows;
    }

    private static IQueryable<DeliveryRow> Rows(IQueryable<NotificationDelivery> rows) => rows.Select(d => new DeliveryRow(
        d.Id, d.ChannelId, d.ChannelName, d.RuleId, d.RuleName, d.Topic, d.Title, d.Priority, d.State, d.Attempts, d.CreatedAt, d.NextAt, d.EndedAt, d.Error));

    private void Requeue(NotificationDelivery delivery)
    {
        delivery.State = DeliveryState.Queued;
        delivery.Attempts = 0;
        delivery.FirstFailedAt = null;
        delivery.EndedAt = null;

        // Its day begins anew.
        delivery.NextAt = time.GetUtcNow();
    }

    private NotificationDelivery Copy(NotificationDelivery sent) => new()
    {
        Key = $"again:{Guid.CreateVersion7(time.GetUtcNow())}",
        ChannelId = sent.ChannelId,
        ChannelName = sent.ChannelName,
        RuleId = sent.RuleId,
        RuleName = sent.RuleName,
        Topic = sent.Topic,
        Title = sent.Title,

        // A new message goes to everybody.
        Notice = Attempt.Read(sent.Notice) is { Had.Count: > 0 } notice ? JsonSerializer.Serialize(notice with { Had = [] }) : sent.Notice,
        Priority = sent.Priority,
        CreatedAt = time.GetUtcNow(),
    };

    private void Wake(bool isNeeded)
    {
        if (isNeeded)
        {
            outbox.Wake();
            live.Publish(new(live.Version));
        }
    }
}
