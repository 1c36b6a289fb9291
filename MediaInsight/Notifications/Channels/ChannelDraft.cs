namespace MediaInsight.Notifications.Channels;

/// <summary>What a person, or a program, enters for a channel.</summary>
public sealed record ChannelDraft
{
    /// <summary>Null: a new one.</summary>
    public int? Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Of a new one; a channel keeps its kind for life.</summary>
    public required ChannelKind Kind { get; init; }
    public bool IsEnabled { get; init; } = true;

    /// <summary>By the names of the kind's fields. Of a channel that exists: what is not named stays as stored, and so does a secret that is left blank.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of stored secrets that are taken away.</summary>
    public IReadOnlySet<string> ForgottenSecrets { get; init; } = new HashSet<string>();

    /// <summary>Topics it takes.</summary>
    public IReadOnlyList<string> Events { get; init; } = [NotificationChannel.AllEvents];

    /// <summary>Site time; both or none.</summary>
    public TimeOnly? QuietFrom { get; init; }
    public TimeOnly? QuietTo { get; init; }
    public bool QuietDrops { get; init; }

    /// <summary>As a form starts: what is shown of a channel, secrets blank.</summary>
    public static ChannelDraft Of(ChannelView view) => new()
    {
        Id = view.Id,
        Name = view.Name,
        Kind = view.Kind,
        IsEnabled = view.IsEnabled,
        Values = view.Values,
        Events = view.Events,
        QuietFrom = view.QuietFrom,
        QuietTo = view.QuietTo,
        QuietDrops = view.QuietDrops,
    };
}

/// <param name="Field">"name", "events", "quiet_from" or the name of one of the kind's fields.</param>
/// <param name="Message">Plain words.</param>
public sealed record ChannelProblem(string Field, string Message);

/// <summary>The channel as it is now, or why it was refused.</summary>
public sealed record ChannelSaved(ChannelView? Channel, IReadOnlyList<ChannelProblem> Problems);
