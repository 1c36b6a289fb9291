namespace MediaInsight.Identity;

/// <summary>Reads and checks what file and environment say about the owner and the API token.</summary>
public static class IdentityConfigurationCheck
{
    private const string NameKey = "MediaInsight:Admin:UserName";
    private const string PasswordKey = "MediaInsight:Admin:Password";

    /// <summary>What is wrong, naming the variable; nothing when all is well. Never repeats a secret.</summary>
    public static IEnumerable<string> Validate(IConfiguration configuration)
    {
        var (name, password) = (configuration[NameKey], configuration[PasswordKey]);
        if (!string.IsNullOrEmpty(name) || !string.IsNullOrEmpty(password))
        {
            if (AccountRules.CheckName(name) is { } badName)
            {
                yield return $"MediaInsight__Admin__UserName: {badName}";
            }

            if (AccountRules.CheckPassword(password) is { } badPassword)
            {
                yield return $"MediaInsight__Admin__Password: {badPassword}";
            }
        }

        if (configuration[AdminToken.Key] is { Length: > 0 } token && (token.Length < AdminToken.MinLength || token.Any(c => c is <= ' ' or > '~')))
        {
            yield return $"MediaInsight__AdminToken: needs at least {AdminToken.MinLength} characters, letters, digits and signs without blanks.";
        }
    }

    internal static (string Name, string Password)? Owner(IConfiguration configuration) =>
        configuration[NameKey] is { Length: > 0 } name ? (name, configuration[PasswordKey] ?? "") : null;
}
