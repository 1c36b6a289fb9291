using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Rules;

/// <summary>The rules that are on, with the channels that take their messages. One that cannot be read keeps silent and nobody else.</summary>
internal sealed record RuleBook(IReadOnlyList<ActiveRule> Rules, IReadOnlyDictionary<int, RuleChannel> Channels, IReadOnlyList<string> Faults)
{
    /// <summary>Everything that anybody listens to.</summary>
    public IReadOnlySet<string> Topics { get; } = Rules.SelectMany(r => r.Draft.Topics).ToHashSet(StringComparer.Ordinal);

    public static async Task<RuleBook> ReadAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var rows = await db.NotificationRules.AsNoTracking().Where(r => r.IsEnabled).Include(r => r.Channels).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var channels = rows.Count == 0 ? [] : await db.NotificationChannels.AsNoTracking().Where(c => c.IsEnabled).Select(c => new { c.Id, c.Name, c.Events }).ToListAsync(cancellationToken);
        var rules = new List<ActiveRule>();
        var faults = new List<string>();
        foreach (var row in rows)
        {
            var draft = StoredRule.Read(row, out var fault);
            if (fault is null)
            {
                rules.Add(new(row.Id, draft) { UpdatedAt = row.UpdatedAt });
            }
            else
            {
                faults.Add(row.Name);
            }
        }

        return new(rules, channels.ToDictionary(c => c.Id, c => new RuleChannel(c.Id, c.Name, TopicsOf(c.Events))), faults);
    }

    /// <summary>Channels of the rule that are on and take the topic.</summary>
    public IEnumerable<RuleChannel> ChannelsOf(ActiveRule rule, string topic) =>
        rule.Draft.ChannelIds.Select(id => Channels.GetValueOrDefault(id)).OfType<RuleChannel>().Where(c => c.Takes(topic));

    /// <summary>Null: every topic. What cannot be read takes every one: a message too many is better than none.</summary>
    private static HashSet<string>? TopicsOf(string events)
    {
        try
        {
            var words = JsonSerializer.Deserialize<HashSet<string>>(events);
            return words is null || words.Contains(NotificationChannel.AllEvents) ? null : words;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record RuleChannel(int Id, string Name, IReadOnlySet<string>? Topics)
{
    public bool Takes(string topic) => Topics is null || Topics.Contains(topic);
}
