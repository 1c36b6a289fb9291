namespace MediaInsight.History.Privacy;

public enum ForgetMode
{
    /// <summary>Plays, accounts and the person go.</summary>
    Delete,

    /// <summary>Plays stay and count, as those of "Forgotten viewer 1".</summary>
    Anonymise,
}

/// <summary>What forgetting a person touches, before (preview) and after (report).</summary>
public sealed record ForgetCounts
{
    public required ForgetMode Mode { get; init; }

    /// <summary>Deleted, or kept without address and device name.</summary>
    public long Plays { get; init; }

    /// <summary>Of the plays: running at the moment.</summary>
    public long Running { get; init; }

    /// <summary>Deleted; they stay when plays are anonymised.</summary>
    public long Segments { get; init; }

    /// <summary>As above.</summary>
    public long Events { get; init; }
    public int Accounts { get; init; }

    /// <summary>Devices that nobody else used; those of several people keep their names.</summary>
    public int Devices { get; init; }

    /// <summary>Different addresses.</summary>
    public int Addresses { get; init; }

    /// <summary>Files in the picture cache.</summary>
    public int Pictures { get; init; }

    /// <summary>Sign-in accounts that belong to nobody afterwards; they are not deleted.</summary>
    public int SignIns { get; init; }

    /// <summary>Entries of the merge history and dismissed suggestions.</summary>
    public int Merges { get; init; }

    /// <summary>Entries of other logs that name the person, such as what was done to its sessions.</summary>
    public int Others { get; init; }

    public override string ToString() =>
        $"{(Mode == ForgetMode.Delete ? "deleted" : "anonymised")}: {Plays} plays ({Running} running), {Segments} segments, {Events} events, {Accounts} accounts, {Devices} devices, {Addresses} addresses, {Pictures} pictures; {SignIns} sign-ins, {Merges} merge entries, {Others} other entries";
}
