namespace MediaInsight.History.InMemory;

/// <summary>
/// Up to <see cref="MaxRows"/> finished plays that began after one another, column by column: a question reads only the
/// columns it needs, in the order in which they lie. Never changed once made; a change makes another block.
/// </summary>
internal sealed class PlayBlock
{
    public const int MaxRows = 16_384;

    // Made when the first question needs them, perhaps by two at once: either's is right.
    private NumberedRows? _byAccount;
    private NumberedRows? _byItem;
    private ushort[]? _byEnd;
    private BlockCounts? _counts;

    private static long _stamps;

    private PlayBlock(int count, PlayTraits? only = null)
    {
        T[] Column<T>(PlayTraits column) => only is not { } some || (some & column) != 0 ? new T[count] : [];
        T[] Own<T>() => only is null ? new T[count] : [];   // a sample has no plays of its own

        Count = count;
        StartedMs = new long[count];
        StoppedMs = Own<long>();
        WatchedMs = Own<long>();
        Number = Own<int>();
        Chain = Own<int>();
        Account = Column<int>(PlayTraits.Account);
        Item = Column<int>(PlayTraits.Item);
        Device = Column<int>(PlayTraits.Device);
        Profile = Column<int>(PlayTraits.Profile);
        Library = Column<int>(PlayTraits.Library);
        Kbps = Own<int>();
        Server = Column<short>(PlayTraits.Server);
        Permille = Own<short>();
        Kind = Column<sbyte>(PlayTraits.Kind);
        Decision = Column<sbyte>(PlayTraits.Decision);
        Location = Column<sbyte>(PlayTraits.Location);
        Marks = Own<PlayMarks>();
    }

    /// <summary>No other block has or had it.</summary>
    public long Stamp { get; } = Interlocked.Increment(ref _stamps);

    public int Count { get; }
    public long[] StartedMs { get; }
    public long[] StoppedMs { get; }
    public long[] WatchedMs { get; }
    public int[] Number { get; }
    public int[] Chain { get; }
    public int[] Account { get; }
    public int[] Item { get; }
    public int[] Device { get; }
    public int[] Profile { get; }
    public int[] Library { get; }
    public int[] Kbps { get; }
    public short[] Server { get; }
    public short[] Permille { get; }
    public sbyte[] Kind { get; }
    public sbyte[] Decision { get; }
    public sbyte[] Location { get; }
    public PlayMarks[] Marks { get; }

    /// <summary>Unix ms of the last end in the block.</summary>
    public long LastStopMs { get; private set; }

    /// <summary>Least number in the block.</summary>
    public int FirstNumber { get; private set; } = int.MaxValue;

    /// <summary>Largest number in the block.</summary>
    public int LastNumber { get; private set; }

    public NumberedRows ByAccount => Volatile.Read(ref _byAccount) ?? (_byAccount = NumberedRows.Of(Account));

    public NumberedRows ByItem => Volatile.Read(ref _byItem) ?? (_byItem = NumberedRows.Of(Item));

    /// <summary>Rows by when they were over (<see cref="EndMs"/>).</summary>
    public ushort[] ByEnd => Volatile.Read(ref _byEnd) ?? (_byEnd = RowsByEnd());

    public BlockCounts Counts => Volatile.Read(ref _counts) ?? (_counts = BlockCounts.Of(this));

    /// <summary>When a play no longer counts as being on, unix ms.</summary>
    public long EndMs(int row) => Math.Min(StoppedMs[row], StartedMs[row] + PlaySelection.LongestMs);

    /// <param name="rows">Sorted by start, then number; 1–<see cref="MaxRows"/>.</param>
    public static PlayBlock Of(ReadOnlySpan<PlayEntry> rows)
    {
        var block = new PlayBlock(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            block.Put(i, rows[i]);
        }

        return block;
    }

    /// <summary>A block of rows that only have some columns, to be filled in: each stands for many plays.</summary>
    public static PlayBlock Sample(int count, PlayTraits columns) => new(count, columns);

    /// <summary>Gives a row of a sample the columns of a row that has them.</summary>
    public void Like(int row, PlayBlock other, int otherRow)
    {
        Copy(Account, other.Account);
        Copy(Item, other.Item);
        Copy(Device, other.Device);
        Copy(Profile, other.Profile);
        Copy(Library, other.Library);
        Copy(Server, other.Server);
        Copy(Kind, other.Kind);
        Copy(Decision, other.Decision);
        Copy(Location, other.Location);

        void Copy<T>(T[] own, T[] from)
        {
            if (own.Length > 0)
            {
                own[row] = from[otherRow];
            }
        }
    }

    public int[] Numbers(PlayTraits column) => column switch
    {
        PlayTraits.Account => Account,
        PlayTraits.Item => Item,
        PlayTraits.Device => Device,
        PlayTraits.Profile => Profile,
        PlayTraits.Library => Library,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "is no column of numbers"),
    };

    public sbyte[] Values(PlayTraits column) => column switch
    {
        PlayTraits.Kind => Kind,
        PlayTraits.Decision => Decision,
        PlayTraits.Location => Location,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "is no column of small values"),
    };

    public PlayEntry Entry(int row) => new()
    {
        Number = Number[row],
        Chain = Chain[row],
        StartedMs = StartedMs[row],
        StoppedMs = StoppedMs[row],
        WatchedMs = WatchedMs[row],
        Account = Account[row],
        Item = Item[row],
        Device = Device[row],
        Profile = Profile[row],
        Library = Library[row],
        Server = Server[row],
        Kind = Kind[row],
        Decision = Decision[row],
        Location = Location[row],
        Permille = Permille[row],
        Kbps = Kbps[row],
        Marks = Marks[row],
    };

    private void Put(int i, in PlayEntry row)
    {
        StartedMs[i] = row.StartedMs;
        StoppedMs[i] = row.StoppedMs;
        WatchedMs[i] = row.WatchedMs;
        Number[i] = row.Number;
        Chain[i] = row.Chain;
        Account[i] = row.Account;
        Item[i] = row.Item;
        Device[i] = row.Device;
        Profile[i] = row.Profile;
        Library[i] = row.Library;
        Kbps[i] = row.Kbps;
        Server[i] = row.Server;
        Permille[i] = row.Permille;
        Kind[i] = row.Kind;
        Decision[i] = row.Decision;
        Location[i] = row.Location;
        Marks[i] = row.Marks;
        LastStopMs = Math.Max(LastStopMs, row.StoppedMs);
        (FirstNumber, LastNumber) = (Math.Min(FirstNumber, row.Number), Math.Max(LastNumber, row.Number));
    }

    private ushort[] RowsByEnd()
    {
        var (ends, rows) = (new long[Count], new ushort[Count]);
        for (var r = 0; r < Count; r++)
        {
            (ends[r], rows[r]) = (EndMs(r), (ushort)r);
        }

        Array.Sort(ends, rows);
        return rows;
    }
}
