namespace MediaInsight.History.InMemory;

/// <summary>What the index keeps of one finished play. Numbers are those of the database; -1 stands for null.</summary>
internal readonly record struct PlayEntry
{
    public required int Number { get; init; }

    /// <summary>Number of the chain's first play.</summary>
    public int Chain { get; init; }

    /// <summary>Unix ms.</summary>
    public required long StartedMs { get; init; }

    /// <summary>Unix ms.</summary>
    public required long StoppedMs { get; init; }
    public required long WatchedMs { get; init; }
    public required int Account { get; init; }
    public required int Item { get; init; }
    public required int Device { get; init; }
    public required int Profile { get; init; }
    public required int Library { get; init; }
    public required short Server { get; init; }
    public required sbyte Kind { get; init; }
    public required sbyte Decision { get; init; }
    public required sbyte Location { get; init; }
    public required short Permille { get; init; }

    /// <summary>What the estimate of bytes goes by: the profile's bitrate, else the largest bandwidth seen; 0 when neither is told.</summary>
    public required int Kbps { get; init; }
    public required PlayMarks Marks { get; init; }

    public bool IsCounted => (Marks & PlayMarks.Uncounted) == 0;
}
