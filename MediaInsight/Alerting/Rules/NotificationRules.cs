using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Rules;

/// <summary>Keeps the rules.</summary>
public sealed class NotificationRules(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, AuditLog audit, TimeProvider time)
{
    public const int MaxRules = 500;

    /// <summary>A rule was stored or deleted. Raised after the commit; must return at once.</summary>
    public event Action? Changed;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<RuleView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await ViewsAsync(db, db.NotificationRules.AsNoTracking(), cancellationToken);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<RuleView?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await ViewsAsync(db, db.NotificationRules.AsNoTracking().Where(r => r.Id == id), cancellationToken) is [var view] ? view : null;
    }

    /// <param name="id">Null: a new rule.</param>
    /// <returns>Null when there is no such rule.</returns>
    public async Task<RuleSaved?> SaveAsync(AuditContext by, int? id, RuleDraft draft, CancellationToken cancellationToken)
    {
        var problems = draft.Problems().ToList();
        if (problems.Count > 0)
        {
            return new(null, problems);
        }

        var saved = await writer.RunAsync(async (db, token) =>
        {
            var wanted = draft.ChannelIds.Distinct().ToList();
            if (await db.NotificationChannels.CountAsync(c => wanted.Contains(c.Id), token) != wanted.Count)
            {
                return new RuleSaved(null, [new(nameof(RuleDraft.ChannelIds), "One of the channels is no longer there.")]);
            }

            if (id is null && await db.NotificationRules.CountAsync(token) >= MaxRules)
            {
                return new RuleSaved(null, [new(nameof(RuleDraft.Name), $"There are {MaxRules} rules already; delete one first.")]);
            }

            var now = time.GetUtcNow();
            var row = id is { } known
                ? await db.NotificationRules.Include(r => r.Channels).FirstOrDefaultAsync(r => r.Id == known, token)
                : db.NotificationRules.Add(new() { Name = draft.Name, Topics = StoredRule.TopicsOf(draft), CreatedAt = now, UpdatedAt = now }).Entity;
            if (row is null)
            {
                return null;
            }

            StoredRule.Write(row, draft);
            row.UpdatedAt = now;
            audit.Add(db, by, id is null ? RuleActions.Added : RuleActions.Edited, row.Name, null);
            await db.SaveChangesAsync(token);
            return new RuleSaved(row.Id, []);
        }, cancellationToken);
        if (saved?.IsSaved == true)
        {
            Changed?.Invoke();
        }

        return saved;
    }

    /// <summary>False when there is no such rule. What it has sent stays in the log.</summary>
    public async Task<bool> DeleteAsync(AuditContext by, int id, CancellationToken cancellationToken)
    {
        var done = await writer.RunAsync(async (db, token) =>
        {
            if (await db.NotificationRules.FirstOrDefaultAsync(r => r.Id == id, token) is not { } row)
            {
                return false;
            }

            db.NotificationRules.Remove(row);
            await db.NotificationDeliveries.Where(d => d.RuleId == id).ExecuteUpdateAsync(s => s.SetProperty(d => d.RuleId, (int?)null), token);
            audit.Add(db, by, RuleActions.Deleted, row.Name, null);
            return true;
        }, cancellationToken);
        if (done)
        {
            Changed?.Invoke();
        }

        return done;
    }

    /// <summary>False when there is no such rule.</summary>
    public async Task<bool> SetEnabledAsync(AuditContext by, int id, bool isEnabled, CancellationToken cancellationToken)
    {
        var done = await writer.RunAsync(async (db, token) =>
        {
            if (await db.NotificationRules.FirstOrDefaultAsync(r => r.Id == id, token) is not { } row)
            {
                return false;
            }

            if (row.IsEnabled != isEnabled)
            {
                (row.IsEnabled, row.UpdatedAt) = (isEnabled, time.GetUtcNow());
                audit.Add(db, by, isEnabled ? RuleActions.SwitchedOn : RuleActions.SwitchedOff, row.Name, null);
            }

            return true;
        }, cancellationToken);
        if (done)
        {
            Changed?.Invoke();
        }

        return done;
    }

    private static async Task<IReadOnlyList<RuleView>> ViewsAsync(MediaInsightDb db, IQueryable<NotificationRule> wanted, CancellationToken cancellationToken)
    {
        var rows = await wanted.Include(r => r.Channels).OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        var channels = await db.NotificationChannels.AsNoTracking().Select(c => new RuleChannelView(c.Id, c.Name, c.Kind, c.IsEnabled)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var ids = rows.ConvertAll(r => (int?)r.Id);
        var sent = await db.NotificationDeliveries.AsNoTracking().Where(d => ids.Contains(d.RuleId) && d.State == DeliveryState.Sent)
            .GroupBy(d => d.RuleId!.Value).Select(g => new { g.Key, At = g.Max(d => d.EndedAt) }).ToDictionaryAsync(g => g.Key, g => g.At, cancellationToken); // non-null: asked for
        return
        [
            .. rows.Select(row => new RuleView(
                row.Id, StoredRule.Read(row, out var fault), [.. row.Channels.Select(c => channels.GetValueOrDefault(c.ChannelId)).OfType<RuleChannelView>().OrderBy(c => c.Name, StringComparer.CurrentCulture)],
                fault, sent.GetValueOrDefault(row.Id), row.CreatedAt, row.UpdatedAt)),
        ];
    }
}
