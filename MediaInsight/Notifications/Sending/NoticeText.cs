using System.Globalization;
using System.Net;
using System.Text;

namespace MediaInsight.Notifications.Sending;

/// <summary>A notice in the ways in which channels write.</summary>
public static class NoticeText
{
    /// <summary>How we sign.</summary>
    public const string Source = "MediaInsight";

    private const string More = "…";

    /// <summary>Text, then a line for each field.</summary>
    public static string Plain(Notice notice) => Join(notice.Text, string.Join('\n', notice.Fields.Select(f => $"{f.Name}: {f.Value}")));

    /// <summary>As <see cref="Plain"/>, with the address of the page below it.</summary>
    public static string PlainWithLink(Notice notice) => Join(Plain(notice), Link(notice) ?? "");

    /// <summary>Body in simple HTML: b, a, br.</summary>
    public static string Html(Notice notice)
    {
        var text = new StringBuilder(Encode(notice.Text).Replace("\n", "<br>", StringComparison.Ordinal));
        foreach (var field in notice.Fields)
        {
            text.Append(text.Length > 0 ? "<br>" : "").Append(CultureInfo.InvariantCulture, $"<b>{Encode(field.Name)}:</b> {Encode(field.Value)}");
        }

        return text.ToString();
    }

    /// <summary>Body in Markdown; what foreign text contains of it is shown as it is.</summary>
    public static string Markdown(Notice notice)
    {
        var fields = string.Join('\n', notice.Fields.Select(f => $"- **{EscapeMarkdown(f.Name)}:** {EscapeMarkdown(f.Value)}"));
        return Join(EscapeMarkdown(notice.Text), fields, "\n\n");
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Every character that means something in any dialect gets a backslash.</summary>
    public static string EscapeMarkdown(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var beginsLine = i == 0 || text[i - 1] == '\n';
            if (text[i] is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '~' or '|' or '!' || (beginsLine && text[i] is ('#' or '-' or '+')))
            {
                escaped.Append('\\');
            }

            escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    /// <summary>Takes the power from "@channel" and its like by a character that is not seen; names stay readable.</summary>
    public static string Uncalled(string text) => text.Replace("@", "@\u200b", StringComparison.Ordinal);

    /// <summary>Escaped and at most so long, never ending within an escape.</summary>
    public static string CutEscaped(string text, int max, Func<string, string> escape)
    {
        var raw = Math.Min(text.Length, max);
        var escaped = escape(Cut(text, raw));
        while (escaped.Length > max && raw > 0)
        {
            // One character becomes six at most.
            raw -= Math.Max(1, (escaped.Length - max) / 6);
            escaped = escape(Cut(text, Math.Max(raw, 0)));
        }

        return escaped;
    }

    /// <summary>At most so many UTF-16 units, never half a character; an ellipsis says that something is missing.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = max - More.Length;
        if (end <= 0)
        {
            return "";
        }

        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + More;
    }

    /// <summary>The same in bytes of UTF-8.</summary>
    public static string CutBytes(string text, int max)
    {
        if (Encoding.UTF8.GetByteCount(text) <= max)
        {
            return text;
        }

        var left = max - Encoding.UTF8.GetByteCount(More);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length] + More;
    }

    /// <summary>One line: for titles, subjects and headers.</summary>
    public static string Line(string text, int max) => Cut(string.Join(' ', text.Split(['\r', '\n', '\t', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), max);

    /// <summary>Null where there is none that can be opened from outside.</summary>
    public static string? Link(Notice notice) => Web(notice.Url);

    public static string? Image(Notice notice) => Web(notice.ImageUrl);

    public static int Colour(NoticeTone tone) => tone switch
    {
        NoticeTone.Good => 0x22C55E,
        NoticeTone.Warning => 0xF59E0B,
        NoticeTone.Danger => 0xEF4444,
        _ => 0x3B82F6,
    };

    /// <summary>ISO 8601 in UTC: 2026-03-01T20:15:00.000Z.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? Web(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.AbsoluteUri.Length <= 2000 ? address.AbsoluteUri : null;

    private static string Join(string first, string second, string between = "\n") =>
        first.Length == 0 ? second : second.Length == 0 ? first : first + between + second;
}
