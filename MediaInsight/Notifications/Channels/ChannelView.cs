namespace MediaInsight.Notifications.Channels;

/// <summary>A channel as it may be shown: nothing secret stands in it.</summary>
public sealed record ChannelView
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public required ChannelKind Kind { get; init; }

    /// <summary>"Discord"; the enum's name where this program has no sender for it.</summary>
    public required string KindName { get; init; }
    public required bool IsEnabled { get; init; }

    /// <summary>Fields that are no secrets, by name.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Names of the secrets that are stored.</summary>
    public required IReadOnlySet<string> SecretsSet { get; init; }

    /// <summary>The keys that encrypted its secrets are gone: they must be entered again.</summary>
    public bool AreSecretsUnreadable { get; init; }
    public required IReadOnlyList<string> Events { get; init; }
    public TimeOnly? QuietFrom { get; init; }
    public TimeOnly? QuietTo { get; init; }
    public bool QuietDrops { get; init; }

    /// <summary>Nothing is tried before; null: it works, as far as is known.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
    public DateTimeOffset? FailingSince { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}
