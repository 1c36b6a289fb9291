using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Notifications;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Alerts;

/// <summary>Holds every enabled rule against what is measured, every five minutes and when asked.</summary>
public sealed class AlertEvaluator(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, AlertMeasures measures, Outbox outbox, EventLog events, AlertChanges changes, TimeProvider time) : IJob, IDisposable
{
    /// <summary>Of the log.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(180);

    // By schedule and by button at once would tell the same twice.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Name => "alerts";

    public string Description => "Holds the alert rules against what is measured, and tells when one fires or all is well again.";

    public JobSchedule Schedule => JobSchedule.EveryMinutes(5, atStart: false);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Retention;
        await writer.RunAsync((db, token) => db.AlertLog.Where(e => e.SentAt < before).ExecuteDeleteAsync(token), cancellationToken);
        return await EvaluateAsync(only: null, cancellationToken);
    }

    /// <summary>Returns one sentence about how it went.</summary>
    /// <param name="only">One rule; null: all.</param>
    public async Task<string> EvaluateAsync(int? only, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            List<AlertRule> rules;
            await using (var db = await factory.CreateDbContextAsync(cancellationToken))
            {
                rules = await db.AlertRules.AsNoTracking().Where(r => r.IsEnabled && (only == null || r.Id == only)).OrderBy(r => r.Id).Take(AlertRules.MaxRules).ToListAsync(cancellationToken);
            }

            var readings = await measures.ReadAsync(rules.Select(r => r.ConditionType), cancellationToken);
            var news = new List<AlertNews>();
            foreach (var rule in rules)
            {
                news.Add(await writer.RunAsync((db, token) => StepAsync(db, rule.Id, rule.ConditionType, readings[rule.ConditionType], token), cancellationToken));
            }

            if (news.Exists(n => n != AlertNews.None))
            {
                outbox.Wake();
                events.Wake();
            }

            if (rules.Count > 0)
            {
                changes.Raise();
            }

            return $"{rules.Count} rules: {news.Count(n => n == AlertNews.Fired)} fired, {news.Count(n => n == AlertNews.Again)} told again, {news.Count(n => n == AlertNews.Resolved)} resolved, {readings.Count(r => r.Value.Value is null)} figures not measured.";
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>State, log, message and event together or not at all.</summary>
    private async Task<AlertNews> StepAsync(MediaInsightDb db, int id, string word, AlertReading reading, CancellationToken cancellationToken)
    {
        // Read again: it may have been changed or deleted since it was listed.
        if (await db.AlertRules.SingleOrDefaultAsync(r => r.Id == id && r.IsEnabled && r.ConditionType == word, cancellationToken) is not { } rule || AlertConditions.Find(word) is not { } condition)
        {
            return AlertNews.None;
        }

        var now = time.GetUtcNow();
        var told = await db.AlertLog.AsNoTracking().Where(e => e.RuleId == id && e.IsFiring && (e.DeliveryKey != null || e.Success == null)).OrderByDescending(e => e.Id).FirstOrDefaultAsync(cancellationToken);

        // What had nowhere to go counts as told.
        var last = told is null ? null : new AlertMessage(told.FiringSince, told.SentAt, told.DeliveryKey is null ? true : told.Success);
        var bad = reading.Value is { } value ? condition.IsBad(value, rule.Threshold) : (bool?)null;
        var step = AlertState.Next(rule.FiringSince, bad, TimeSpan.FromMinutes(rule.CooldownMinutes), rule.SilencedUntil, last, now);
        var since = step.FiringSince ?? rule.FiringSince ?? now;
        var isUntold = step.News == AlertNews.None && (bad == true ? told?.FiringSince != since : bad == false && rule.FiringSince is not null);
        (rule.FiringSince, rule.LastValue, rule.LastEvaluatedAt) = (step.FiringSince, reading.Value, now);
        if (step.News != AlertNews.None)
        {
            await TellAsync(db, rule, condition, reading, step.News, since, now, cancellationToken);
        }
        else if (isUntold)
        {
            await NoteAsync(db, rule, condition, reading, bad == true ? AlertNews.Fired : AlertNews.Resolved, since, now, cancellationToken);
        }

        return step.News;
    }

    /// <summary>What nobody is told stands in the log all the same, with the reason: each begin and each end once.</summary>
    private static async Task NoteAsync(MediaInsightDb db, AlertRule rule, AlertCondition condition, AlertReading reading, AlertNews news, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isFiring = news == AlertNews.Fired;
        if (isFiring && await db.AlertLog.AnyAsync(e => e.RuleId == rule.Id && e.FiringSince == since && e.IsFiring, cancellationToken))
        {
            return;
        }

        db.AlertLog.Add(new()
        {
            RuleId = rule.Id,
            RuleName = rule.Name,
            Message = AlertWords.Message(rule, condition, reading, news, since, now),
            IsFiring = isFiring,
            FiringSince = since,
            Success = false,
            ErrorDetail = rule.SilencedUntil > now ? "The rule was silenced."
                : isFiring ? "It was told a moment ago; told again when the cooldown is over, should it still fire."
                : "Nobody was told that it fired.",
            SentAt = now,
        });
        if (isFiring)
        {
            rule.LastTriggeredAt = now;
        }
    }

    private async Task TellAsync(MediaInsightDb db, AlertRule rule, AlertCondition condition, AlertReading reading, AlertNews news, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isFiring = news != AlertNews.Resolved;
        var topic = isFiring ? EventTopics.AlertFired : EventTopics.AlertResolved;
        var message = AlertWords.Message(rule, condition, reading, news, since, now);
        var channel = rule.ChannelId is { } channelId ? await db.NotificationChannels.AsNoTracking().SingleOrDefaultAsync(c => c.Id == channelId, cancellationToken) : null;
        var stretch = $"alert:{rule.Id}-{since.ToUnixTimeMilliseconds()}";
        string? key = null;
        if (channel is not null)
        {
            var times = await db.AlertLog.CountAsync(e => e.RuleId == rule.Id && e.FiringSince == since && e.IsFiring, cancellationToken);
            key = $"{stretch}:{news switch { AlertNews.Fired => "fired", AlertNews.Resolved => "resolved", _ => $"again-{times}" }}:{channel.Id}";
            await outbox.AddAsync(db, new(channel.Id, channel.Name, AlertWords.Notice(rule, condition, reading, news, message, topic, now), key), cancellationToken);
        }

        db.AlertLog.Add(new()
        {
            RuleId = rule.Id,
            RuleName = rule.Name,
            ChannelId = channel?.Id,
            ChannelName = channel?.Name,
            Message = message,
            IsFiring = isFiring,
            FiringSince = since,
            DeliveryKey = key,
            SentAt = now,
        });
        if (isFiring)
        {
            rule.LastTriggeredAt = now;
        }

        if (news != AlertNews.Again)
        {
            await EventLog.AddAsync(db, new() { Topic = topic, At = now, Key = $"{stretch}:{(isFiring ? "fired" : "resolved")}", Facts = EventLog.Facts(AlertWords.Facts(rule, condition, reading, news, message)) }, cancellationToken);
        }
    }
}
