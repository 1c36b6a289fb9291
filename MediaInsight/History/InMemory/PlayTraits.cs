namespace MediaInsight.History.InMemory;

/// <summary>The columns of a <see cref="PlayBlock"/> that plays are told apart by.</summary>
[Flags]
internal enum PlayTraits
{
    None = 0,
    Account = 1,
    Item = 2,
    Device = 4,
    Profile = 8,
    Library = 16,
    Server = 32,
    Kind = 64,
    Decision = 128,
    Location = 256,
}
