namespace MediaInsight.Alerting;

/// <summary>When what happens, under which conditions, who is told, and in which words.</summary>
public sealed class NotificationRule
{
    public const int MaxConditions = 32_000;
    public const int MaxTemplate = 8000;

    public int Id { get; init; }
    public required string Name { get; set; }
    public bool IsEnabled { get; set; } = true;

    /// <summary>Words of <see cref="Data.Events.EventTopics"/>: a JSON list.</summary>
    public required string Topics { get; set; }

    /// <summary>The tree of conditions as JSON; null: always.</summary>
    public string? Conditions { get; set; }

    /// <summary>Null: the topic's own words.</summary>
    public string? TitleTemplate { get; set; }
    public string? TextTemplate { get; set; }
    public Notifications.NoticePriority Priority { get; set; } = Notifications.NoticePriority.Normal;

    /// <summary>0: every time. Begins when a message was taken, never when one failed.</summary>
    public int CooldownMinutes { get; set; }

    /// <summary>What the cooldown is counted for: the rule as a whole, or each person, title, server by itself.</summary>
    public RuleCooldownScope CooldownScope { get; set; }

    /// <summary>Of topics with a number: concurrent streams from this many on; minutes a server is down before it is told. Null: the topic's default.</summary>
    public int? Threshold { get; set; }

    /// <summary>Of concurrent streams: those from one address (one /64 of IPv6) count once.</summary>
    public bool ByAddress { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public List<NotificationRuleChannel> Channels { get; } = [];
}

/// <summary>One channel of one rule; goes with either.</summary>
public sealed class NotificationRuleChannel
{
    public int RuleId { get; init; }
    public required int ChannelId { get; init; }
}

/// <summary>The numbers are stored.</summary>
public enum RuleCooldownScope
{
    Rule = 0,
    Viewer = 1,
    Title = 2,
    Server = 3,
}

/// <summary>How far the rules have read; one row.</summary>
public sealed class RuleProgress
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public long PlayEventNumber { get; set; }
    public long AppEventNumber { get; set; }

    /// <summary>Servers that had been down for long enough by then have been told.</summary>
    public DateTimeOffset OutagesUntil { get; set; }
}
