namespace MediaInsight.Identity;

/// <summary>What names and passwords must be like.</summary>
public static class AccountRules
{
    /// <summary>Length is what makes guessing hard; signs and digits only make remembering hard.</summary>
    public const int MinPassword = 10;

    /// <summary>Hashing is work: nobody may ask for a megabyte of it.</summary>
    public const int MaxPassword = 200;
    public const int MaxName = 64;
    public const string NameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@";

    /// <summary>Names the program itself acts under.</summary>
    private static readonly string[] Reserved = ["api", "system", "nobody"];

    /// <summary>Failures after which an account is locked, and for how long.</summary>
    public const int MaxFailures = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    /// <summary>Null when the name will do.</summary>
    public static string? CheckName(string? name) =>
        string.IsNullOrEmpty(name) ? "Enter a name."
        : name.Length > MaxName ? $"A name has at most {MaxName} characters."
        : name.Any(c => !NameCharacters.Contains(c, StringComparison.Ordinal)) ? "A name consists of letters a–z, digits and . _ - @"
        : Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"\"{name}\" is taken by MediaInsight itself."
        : null;

    /// <summary>Null when the password will do.</summary>
    public static string? CheckPassword(string? password) =>
        string.IsNullOrEmpty(password) ? "Enter a password."
        : password.Length < MinPassword ? $"A password needs at least {MinPassword} characters."
        : password.Length > MaxPassword ? $"A password has at most {MaxPassword} characters."
        : null;
}
