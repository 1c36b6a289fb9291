namespace MediaInsight.History;

/// <summary>What counts, how long it is kept. Section <c>MediaInsight:History</c>.</summary>
public sealed record HistorySettings
{
    /// <summary>Video plays watched for less are stored and not counted; 0: none is short. Tautulli's default.</summary>
    public int ShortVideoSeconds { get; init; } = 120;

    /// <summary>The same for music, audiobooks and podcasts.</summary>
    public int ShortMusicSeconds { get; init; } = 15;

    /// <summary>Percent of a film, episode or track after which it counts as watched, 1–100.</summary>
    public int WatchedPercent { get; init; } = 85;

    /// <summary>The same for audiobooks and podcasts.</summary>
    public int ListenedPercent { get; init; } = 90;

    /// <summary>Plays older than this many days are deleted each night; 0: kept for ever.</summary>
    public int RetentionDays { get; init; }

    /// <summary>All that is wrong with the values, each with its property's name.</summary>
    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (ShortVideoSeconds is < 0 or > 3600)
        {
            yield return (nameof(ShortVideoSeconds), "must be between 0 and 3600 seconds");
        }

        if (ShortMusicSeconds is < 0 or > 3600)
        {
            yield return (nameof(ShortMusicSeconds), "must be between 0 and 3600 seconds");
        }

        if (WatchedPercent is < 1 or > 100)
        {
            yield return (nameof(WatchedPercent), "must be between 1 and 100 percent");
        }

        if (ListenedPercent is < 1 or > 100)
        {
            yield return (nameof(ListenedPercent), "must be between 1 and 100 percent");
        }

        if (RetentionDays is < 0 or > 36500)
        {
            yield return (nameof(RetentionDays), "must be between 0 (for ever) and 36500 days");
        }
    }
}
