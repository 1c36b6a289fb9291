namespace MediaInsight.Alerting;

/// <summary>About the installation: a measured figure against a threshold.</summary>
public sealed class AlertRule
{
    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary>"disk_space_low", "gpu_temp_high" …: a word of the alert conditions.</summary>
    public required string ConditionType { get; set; }

    /// <summary>In the condition's unit.</summary>
    public double Threshold { get; set; }
    public int CooldownMinutes { get; set; } = 60;

    /// <summary>Null: recorded and shown only, or its channel was deleted.</summary>
    public int? ChannelId { get; set; }
    public bool IsEnabled { get; set; } = true;
    public DateTimeOffset? LastTriggeredAt { get; set; }

    /// <summary>Since when it fires; null: all is well.</summary>
    public DateTimeOffset? FiringSince { get; set; }

    /// <summary>The last figure it saw; null: not measured.</summary>
    public double? LastValue { get; set; }
    public DateTimeOffset? LastEvaluatedAt { get; set; }
    public DateTimeOffset? SilencedUntil { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One alert or recovery, sent or not. Survives its rule and its channel.</summary>
public sealed class AlertLogEntry
{
    public long Id { get; init; }
    public int? RuleId { get; set; }
    public required string RuleName { get; init; }
    public int? ChannelId { get; set; }
    public string? ChannelName { get; init; }
    public required string Message { get; init; }

    /// <summary>False: the news that all is well again.</summary>
    public required bool IsFiring { get; init; }

    /// <summary>Begin of the stretch of firing it is about.</summary>
    public required DateTimeOffset FiringSince { get; init; }

    /// <summary>The outbox's key; null: nothing was to be sent.</summary>
    public string? DeliveryKey { get; init; }

    /// <summary>Null: still on its way, or nothing was to be sent. False without a key: kept back, by a silence or a cooldown.</summary>
    public bool? Success { get; set; }

    /// <summary>Why it was not taken, in plain words.</summary>
    public string? ErrorDetail { get; set; }

    /// <summary>When it was written; once it was taken or given up, when that was.</summary>
    public required DateTimeOffset SentAt { get; set; }
}
