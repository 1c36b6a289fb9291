namespace MediaInsight.Data.Backup;

/// <summary>What is backed up by itself and how long it is kept. Section <c>MediaInsight:Backup</c>.</summary>
public sealed record BackupSettings
{
    /// <summary>Whether a backup is made each night.</summary>
    public bool Nightly { get; init; } = true;

    /// <summary>Nightly backups kept, one a day.</summary>
    public int KeepDaily { get; init; } = 7;

    /// <summary>Besides: the newest of so many weeks.</summary>
    public int KeepWeekly { get; init; } = 4;

    /// <summary>All that is wrong with the values, each with its property's name.</summary>
    public IEnumerable<(string Property, string Message)> Problems()
    {
        if (KeepDaily is < 1 or > 365)
        {
            yield return (nameof(KeepDaily), "must be between 1 and 365 backups");
        }

        if (KeepWeekly is < 0 or > 520)
        {
            yield return (nameof(KeepWeekly), "must be between 0 and 520 weeks");
        }
    }
}
