namespace MediaInsight.History.InMemory;

/// <summary>Yes and no of a play, in one byte.</summary>
[Flags]
public enum PlayMarks : byte
{
    None = 0,

    /// <summary>Too short to count.</summary>
    TooShort = 1,

    /// <summary><see cref="PlayCertainty.Inferred"/>: does not count.</summary>
    Inferred = 2,

    /// <summary><see cref="PlayCertainty.Derived"/>.</summary>
    Derived = 4,

    /// <summary>The first counted play of its chain: the one that counts as a play.</summary>
    First = 8,

    /// <summary>This play reached the watched threshold.</summary>
    Completed = 16,

    /// <summary>On a <see cref="First"/>: some counted play of its chain reached it.</summary>
    ChainCompleted = 32,

    Uncounted = TooShort | Inferred,
}
