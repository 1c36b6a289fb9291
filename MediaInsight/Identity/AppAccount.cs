using MediaInsight.Domain;

namespace MediaInsight.Identity;

/// <param name="OnlyOwnPlays">Sees only the plays of <paramref name="ViewerId"/>; never true for an admin.</param>
/// <param name="LockedUntil">Null unless locked now.</param>
public sealed record AppAccount(
    string Id, string Name, string Role, bool OnlyOwnPlays, ViewerId? ViewerId, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, DateTimeOffset? LockedUntil)
{
    /// <summary>Whose plays it may see: the same as a principal of it says.</summary>
    public ReadScope Scope => Role == Roles.Admin || !OnlyOwnPlays ? ReadScope.Everything : ViewerId is { } own ? ReadScope.Only(own) : ReadScope.None;
}

/// <summary>What an admin decides about an account.</summary>
public sealed record AccountAccess(string Role, ViewerId? ViewerId, bool OnlyOwnPlays);

/// <summary>Which field of a form a problem belongs to.</summary>
public enum AccountField
{
    None,
    Name,
    Password,
    NewPassword,
    Role,
    Person,
    SetupCode,
}

/// <summary>Why something was not done, for the person who asked for it.</summary>
public sealed record AccountProblem(AccountField Field, string Message);
