using MediaInsight.Alerting.Facts;
using MediaInsight.Data;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Rules;

/// <summary>What a rule says to one channel about one event.</summary>
internal sealed record RuleMessage(ActiveRule Rule, Occurrence Occurrence, Notice Notice, RuleChannel Channel)
{
    /// <summary>False: told before, or cooling down.</summary>
    public async Task<bool> AddAsync(MediaInsightDb db, Outbox outbox, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMinutes(Rule.Draft.CooldownMinutes);
        var cooldown = pause > TimeSpan.Zero ? Rule.CooldownKey(Occurrence.Values, Channel.Id) : null;

        // By the event's own time: what was missed for hours does not come as a flood.
        if (cooldown is not null && await IsCoolingAsync(db, cooldown, Rule.DueAt(Occurrence.Values) - pause, now, cancellationToken))
        {
            return false;
        }

        var key = $"rule:{Rule.Id}:{Occurrence.Once ?? Occurrence.Number}:{Channel.Id}";
        return await outbox.AddAsync(db, new(Channel.Id, Channel.Name, Notice, key, Rule.Id, Rule.Draft.Name, cooldown), cancellationToken) is not null;
    }

    /// <summary>
    /// Taken lately, or still on its way. What was given up counts for nothing: the next one may get through. Neither does what
    /// was taken in the future, by a clock that has been set back since.
    /// </summary>
    private static async Task<bool> IsCoolingAsync(MediaInsightDb db, string key, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.NotificationDeliveries.Local.Any(d => d.CooldownKey == key)
        || await db.NotificationDeliveries.AnyAsync(
            d => d.CooldownKey == key && (d.State == DeliveryState.Queued || d.State == DeliveryState.Failed || (d.State == DeliveryState.Sent && d.EndedAt > since && d.EndedAt <= now)), cancellationToken);
}
