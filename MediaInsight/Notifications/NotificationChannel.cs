namespace MediaInsight.Notifications;

/// <summary>Where messages go.</summary>
public sealed class NotificationChannel
{
    public const int MaxSettings = 32_000;

    /// <summary>"Every topic" in <see cref="Events"/>.</summary>
    public const string AllEvents = "all";

    public int Id { get; init; }
    public required string Name { get; set; }
    public required ChannelKind Kind { get; set; }

    /// <summary>What may be shown: a JSON object, names as the kind's fields.</summary>
    public required string Settings { get; set; }

    /// <summary>Addresses with a token in them, passwords, keys: a JSON object, encrypted as a whole; null: none.</summary>
    public string? EncryptedSecrets { get; set; }
    public bool IsEnabled { get; set; } = true;

    /// <summary>Topics it takes: a JSON list of words; <c>["all"]</c> takes every one.</summary>
    public string Events { get; set; } = $"[\"{AllEvents}\"]";

    /// <summary>Site time; messages wait until <see cref="QuietTo"/>. Both or none.</summary>
    public TimeOnly? QuietFrom { get; set; }
    public TimeOnly? QuietTo { get; set; }

    /// <summary>Of messages that would be late anyway: dropped instead of kept until quiet hours end.</summary>
    public bool QuietDrops { get; set; }

    /// <summary>It did not answer, or asked to be left alone: nothing is tried before. Kept for restarts and for the eye.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>Since when nothing gets through; null: as far as is known, it works.</summary>
    public DateTimeOffset? FailingSince { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
