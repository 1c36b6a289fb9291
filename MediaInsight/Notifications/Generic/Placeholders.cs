using System.Text.RegularExpressions;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Generic;

/// <summary>Puts a notice's values into a template in one pass: what a value contains is never looked at again.</summary>
internal static partial class Placeholders
{
    /// <param name="escape">Makes a value fit where it stands (JSON, an address, a header).</param>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values, Func<string, string> escape) =>
        // An unknown name stays as it is written: that shows the mistake.
        Name().Replace(template, m => values.TryGetValue(m.Groups[1].Value, out var value) ? escape(value) : m.Value);

    /// <summary>The template with a number in every place: what can be checked of it.</summary>
    public static string Example(string template) => Name().Replace(template, "0");

    /// <summary>Uses the secret, or consists of nothing but parameters.</summary>
    public static bool Hides(string template) => template.Contains("{secret}", StringComparison.OrdinalIgnoreCase) || !Name().Replace(template, "").Any(char.IsLetterOrDigit);

    public static Dictionary<string, string> Values(SendRequest request, string? secret)
    {
        var notice = request.Notice;

        // The event's own names first: title and message mean those of the notice.
        return new Dictionary<string, string>(notice.Values, StringComparer.OrdinalIgnoreCase)
        {
            ["title"] = notice.Title,
            ["message"] = NoticeText.Plain(notice),
            ["text"] = notice.Text,
            ["source"] = NoticeText.Source,
            ["timestamp"] = NoticeText.Instant(notice.At),
            ["topic"] = notice.Topic,
            ["id"] = request.Key,
            ["priority"] = notice.Priority.ToString().ToLowerInvariant(),
            ["tone"] = notice.Tone.ToString().ToLowerInvariant(),
            ["url"] = NoticeText.Link(notice) ?? "",
            ["image"] = NoticeText.Image(notice) ?? "",
            ["secret"] = secret ?? "",
        };
    }

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9_.-]{0,63})\}")]
    private static partial Regex Name();
}
