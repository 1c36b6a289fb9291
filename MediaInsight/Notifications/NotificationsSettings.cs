namespace MediaInsight.Notifications;

/// <summary>How long the log of messages is kept. Section <c>MediaInsight:Notifications</c>.</summary>
public sealed record NotificationsSettings
{
    /// <summary>Days that sent and dropped messages stay in the log.</summary>
    public int KeepSentDays { get; init; } = 30;

    /// <summary>Days that given up messages stay, and can be sent again.</summary>
    public int KeepDeadDays { get; init; } = 90;

    /// <summary>All that is wrong with the values, each with its property's name.</summary>
    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (KeepSentDays is < 1 or > 3650)
        {
            yield return (nameof(KeepSentDays), "must be between 1 and 3650 days");
        }

        if (KeepDeadDays is < 1 or > 3650)
        {
            yield return (nameof(KeepDeadDays), "must be between 1 and 3650 days");
        }
    }
}
