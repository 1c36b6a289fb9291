using System.Text.RegularExpressions;

namespace MediaInsight.Platform.Logging;

/// <summary>
/// Masks what looks like a token or password in a text that leaves the program's memory. The last line of defence: code
/// must not log secrets in the first place, but exceptions of libraries quote addresses and answers.
/// </summary>
public static partial class SecretScrubber
{
    private const string Mask = "$1***";

    public static string Scrub(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        text = Pairs().Replace(text, Mask);
        text = Quoted().Replace(text, Mask);
        text = Webhook().Replace(text, Mask);
        return Bearer().Replace(text, Mask);
    }

    // X-Plex-Token=abc · api_key=abc · ApiKey: abc · Authorization: MediaBrowser Token="abc" (sample: ?X-Plex-Token=s3cr3t&width=40)
    [GeneratedRegex("""((?<![A-Za-z0-9])(?:X-Plex-Token|X-Emby-Token|X-MediaBrowser-Token|X-Api-Key|api[_-]?key|access[_-]?token|refresh[_-]?token|auth[_-]?token|client[_-]?secret|admin[_-]?token|token|password|passwd|pwd|secret|setup[_-]?code)(?:\s*=\s*|\s*:\s+|:(?=[^\s/]))["']?)(?!\*\*\*)[^\s"'&,;<>()\]}]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pairs();

    // "AccessToken":"abc" · \"token\": \"abc\" · "Pw":"abc" (JSON, also inside a quoted string)
    [GeneratedRegex("""(\\?"[A-Za-z_-]*(?:token|apikey|api_key|password|passwd|pw|secret|authorization|cookie)\\?"\s*:\s*\\?")(?:[^"\\]|\\(?!"))+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    // /api/v1/webhooks/3/abc
    [GeneratedRegex("""(/webhooks/[0-9]+/)(?!\*\*\*)[A-Za-z0-9_-]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Webhook();

    [GeneratedRegex("""(\b(?:Bearer|Basic)\s+)(?!\*\*\*)[A-Za-z0-9._~+/=-]{6,}""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();
}
