namespace MediaInsight.History.InMemory;

/// <summary>All finished plays at one moment, by the time they began. Valid only within the question it is handed to.</summary>
internal sealed record PlayIndexReading
{
    public static readonly PlayIndexReading Empty = new()
    {
        Seq = -1,
        Blocks = [],
        Items = new(),
        Names = new()
        {
            Accounts = new Dictionary<int, AccountName>(),
            Servers = new Dictionary<int, string>(),
            Libraries = new Dictionary<int, LibraryName>(),
            Devices = new Dictionary<int, DeviceName>(),
            Profiles = [],
        },
    };

    /// <summary>The last change that is in it; -1: nothing was read yet.</summary>
    public required long Seq { get; init; }

    /// <summary>In order; none is empty.</summary>
    public required IReadOnlyList<PlayBlock> Blocks { get; init; }
    public required PlayedItems Items { get; init; }
    public required PlayNames Names { get; init; }

    /// <summary>Goes over to the next reading as long as only some plays change.</summary>
    public DerivedFromPlays Derived { get; init; } = new();

    /// <summary>Read with a change, not yet put into <see cref="Items"/>.</summary>
    public IReadOnlyList<PlayedItem> ChangedItems { get; init; } = [];

    /// <summary>What came with the change: begins and ends of plays (unix ms) as they were and as they are; null: all was read.</summary>
    public IReadOnlyList<(long FromMs, long ToMs)>? Touched { get; init; }

    public int Count => Blocks.Sum(b => b.Count);
}
