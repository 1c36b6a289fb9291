using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Alerts;

/// <summary>The alert rules as they are stored; changed through here only.</summary>
public sealed class AlertRules(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, AuditLog audit, AlertChanges changes, TimeProvider time)
{
    /// <summary>All are evaluated together every few minutes.</summary>
    public const int MaxRules = 200;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rules = await db.AlertRules.AsNoTracking().OrderBy(r => r.Id).Take(MaxRules).ToListAsync(cancellationToken);
        return [.. rules.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Id)];
    }

    public async Task<AlertRule?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.AlertRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    /// <summary>Adds or changes; with any problem nothing is written.</summary>
    public async Task<AlertSaving> SaveAsync(AlertDraft draft, AuditContext by, CancellationToken cancellationToken)
    {
        var problems = draft.Problems().ToList();
        var saving = await writer.RunAsync(async (db, token) =>
        {
            var all = problems.ToList();
            var rule = draft.Id is { } id ? await db.AlertRules.SingleOrDefaultAsync(r => r.Id == id, token) : null;
            if (draft.Id is not null && rule is null)
            {
                return AlertSaving.NotFound;
            }

            if (draft.ChannelId is { } channel && !await db.NotificationChannels.AnyAsync(c => c.Id == channel, token))
            {
                all.Add(("channel_id", "There is no such channel."));
            }

            if (rule is null && await db.AlertRules.CountAsync(token) >= MaxRules)
            {
                all.Add(("name", $"There are {MaxRules} rules already; delete one first."));
            }

            if (all.Count > 0)
            {
                return new(null, all);
            }

            return new AlertSaving(Write(db, rule, draft, by), []);
        }, cancellationToken);
        if (saving.Rule is not null)
        {
            changes.Raise();
        }

        return saving;
    }

    /// <summary>Its log stays. False: there is none.</summary>
    public async Task<bool> DeleteAsync(int id, AuditContext by, CancellationToken cancellationToken)
    {
        var deleted = await writer.RunAsync(async (db, token) =>
        {
            if (await db.AlertRules.SingleOrDefaultAsync(r => r.Id == id, token) is not { } rule)
            {
                return false;
            }

            db.AlertRules.Remove(rule);
            audit.Add(db, by, AuditActions.AlertDeleted, rule.Name, null);
            return true;
        }, cancellationToken);
        if (deleted)
        {
            changes.Raise();
        }

        return deleted;
    }

    private AlertRule Write(MediaInsightDb db, AlertRule? rule, AlertDraft draft, AuditContext by)
    {
        var condition = AlertConditions.Find(draft.ConditionType)!; // non-null: Problems has looked
        var name = Text.Clean(draft.Name, Text.MaxName)!; // non-null: Problems has looked
        var isNew = rule is null;
        if (rule is null)
        {
            rule = new() { Name = name, ConditionType = condition.Word, CreatedAt = time.GetUtcNow() };
            db.AlertRules.Add(rule);
        }

        // About something else, or not watched for a while: what it knew is no longer true.
        if (rule.ConditionType != condition.Word || !draft.IsEnabled)
        {
            (rule.FiringSince, rule.LastValue, rule.LastEvaluatedAt) = (null, null, null);
        }

        (rule.Name, rule.ConditionType, rule.Threshold) = (name, condition.Word, draft.Threshold ?? condition.Default);
        (rule.CooldownMinutes, rule.ChannelId, rule.IsEnabled, rule.SilencedUntil) = (draft.CooldownMinutes, draft.ChannelId, draft.IsEnabled, draft.SilencedUntil);
        audit.Add(db, by, isNew ? AuditActions.AlertAdded : AuditActions.AlertEdited, name, $"{condition.Name} {(condition.IsBelow ? "below" : "above")} {condition.Write(rule.Threshold)}{(rule.IsEnabled ? "" : ", switched off")}");
        return rule;
    }
}
