using System.Security.Cryptography;
using System.Text;
using MediaInsight.Platform;

namespace MediaInsight.Identity;

public enum SetupCodeAnswer
{
    Right,
    Wrong,
    Locked,
}

/// <summary>Proves that a visitor from elsewhere can read this machine's log or data folder: without it the first to find a new installation would own it.</summary>
public sealed partial class SetupCode(AppPaths paths, TimeProvider time, ILogger<SetupCode> logger)
{
    /// <summary>For everybody together: whoever guesses can have many addresses.</summary>
    public const int MaxWrong = 10;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    /// <summary>Without signs that look alike.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 10;

    private readonly Lock _gate = new();
    private string? _code;
    private int _wrong;
    private DateTimeOffset _lockedUntil;

    /// <summary>Writes the code for the owner of the data folder to find; a restart keeps it.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            var known = File.Exists(paths.SetupCode) ? Normalize(File.ReadAllText(paths.SetupCode)) : "";
            if (known.Length == Length && known.All(Alphabet.Contains))
            {
                _code = known;
            }
            else
            {
                _code = RandomNumberGenerator.GetString(Alphabet, Length);
                AppPaths.WriteSecret(paths.SetupCode, Show(_code) + "\n");
            }

            LogCode(Show(_code), paths.SetupCode);
        }
    }

    public SetupCodeAnswer Check(string? typed)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now < _lockedUntil)
            {
                return SetupCodeAnswer.Locked;
            }

            if (_code is { } code && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Normalize(typed)), Encoding.UTF8.GetBytes(code)))
            {
                _wrong = 0;
                return SetupCodeAnswer.Right;
            }

            if (++_wrong >= MaxWrong)
            {
                _wrong = 0;
                _lockedUntil = now + LockedFor;
                return SetupCodeAnswer.Locked;
            }

            return SetupCodeAnswer.Wrong;
        }
    }

    public void Discard()
    {
        lock (_gate)
        {
            _code = null;
            File.Delete(paths.SetupCode);
        }
    }

    private static string Show(string code) => $"{code[..5]}-{code[5..]}";

    private static string Normalize(string? typed) =>
        typed is null || typed.Length > 100 ? "" : string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    [LoggerMessage(2001, LogLevel.Warning, "This MediaInsight has no owner yet. Open it in a browser; away from this machine the set-up code is asked for: {Code} (also in {File})")]
    private partial void LogCode(string code, string file);
}
