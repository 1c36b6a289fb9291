namespace MediaInsight.Notifications;

/// <summary>The numbers are stored.</summary>
public enum DeliveryState
{
    Queued = 0,

    /// <summary>Tried and not taken; tried again at <see cref="NotificationDelivery.NextAt"/>.</summary>
    Failed = 1,
    Sent = 2,

    /// <summary>Given up: refused for good, or not taken for a day. Can be sent again by hand.</summary>
    Dead = 3,

    /// <summary>Not sent on purpose: quiet hours that drop, a channel switched off.</summary>
    Dropped = 4,
}

/// <summary>One message on its way to one channel: the outbox, and afterwards the log.</summary>
public sealed class NotificationDelivery
{
    public long Id { get; init; }

    /// <summary>The idempotency key: one message of one cause to one channel. Sent along with every attempt.</summary>
    public required string Key { get; init; }

    /// <summary>Null: the channel was deleted.</summary>
    public int? ChannelId { get; set; }
    public required string ChannelName { get; init; }

    /// <summary>Null: no rule's, or the rule was deleted.</summary>
    public int? RuleId { get; set; }
    public string? RuleName { get; init; }

    /// <summary>What cooldowns count: the rule, and of whom or what it speaks.</summary>
    public string? CooldownKey { get; init; }
    public required string Topic { get; init; }
    public required string Title { get; init; }

    /// <summary>The <see cref="Notifications.Notice"/> as JSON.</summary>
    public required string Notice { get; set; }
    public NoticePriority Priority { get; init; } = NoticePriority.Normal;
    public DeliveryState State { get; set; }
    public int Attempts { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NextAt { get; set; }
    public DateTimeOffset? FirstFailedAt { get; set; }

    /// <summary>When it was taken, given up or dropped.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The last request as it went out, secrets removed.</summary>
    public string? Request { get; set; }

    /// <summary>What came back, its begin.</summary>
    public string? Answer { get; set; }

    /// <summary>Why it failed, in plain words.</summary>
    public string? Error { get; set; }
}
