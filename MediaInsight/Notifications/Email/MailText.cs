using System.Globalization;
using System.Text;

namespace MediaInsight.Notifications.Email;

/// <summary>Text in the forms of mail: encoded words (RFC 2047), quoted-printable (RFC 2045), lines of at most 76 characters.</summary>
internal static class MailText
{
    private const int MaxLine = 76;

    /// <summary>Bytes of UTF-8 in one encoded word: 75 characters less "=?utf-8?B?" and "?=".</summary>
    private const int MaxWordBytes = 45;

    /// <summary>A header's value. Plain words stay as they are; anything else is encoded, and no line break gets through.</summary>
    public static string Header(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries));
        if (line.All(c => c is >= ' ' and < (char)127) && !line.Contains("=?", StringComparison.Ordinal))
        {
            return Fold(line);
        }

        List<string> words = [];
        var word = new StringBuilder();
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MaxWordBytes)
            {
                words.Add(Word(word.ToString()));
                word.Clear();
                bytes = 0;
            }

            word.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        words.Add(Word(word.ToString()));
        return string.Join("\r\n ", words);
    }

    /// <summary>"Name" &lt;address&gt;.</summary>
    public static string Mailbox(string? name, string address)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return address;
        }

        var coded = name.All(c => c is >= ' ' and < (char)127) && !name.Contains("=?", StringComparison.Ordinal)
            ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : Header(name);
        return $"{coded} <{address}>";
    }

    public static string QuotedPrintable(string text)
    {
        var coded = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            Line(coded, Encoding.UTF8.GetBytes(line));
            coded.Append("\r\n");
        }

        return coded.ToString();
    }

    /// <summary>RFC 5322: Sun, 01 Mar 2026 20:15:00 +0000.</summary>
    public static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";

    private static void Line(StringBuilder coded, byte[] line)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var b = line[i];
            var isLast = i == line.Length - 1;
            var piece = b is (>= 33 and <= 126 and not (byte)'=') || (b is (byte)' ' or (byte)'\t' && !isLast) ? ((char)b).ToString() : $"={b:X2}";

            // Room for the sign of a soft line break; none within a character's bytes, so that every line is text by itself.
            var needs = piece.Length;
            if (b >= 0xC0)
            {
                needs = 3 * (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2);
            }

            if (column + needs > MaxLine - 1 && (b < 0x80 || b >= 0xC0))
            {
                coded.Append("=\r\n");
                column = 0;
            }

            coded.Append(piece);
            column += piece.Length;
        }
    }

    private static string Word(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";

    /// <summary>At blanks, where a line becomes too long.</summary>
    private static string Fold(string line)
    {
        if (line.Length <= MaxLine)
        {
            return line;
        }

        var folded = new StringBuilder();
        var column = 0;
        foreach (var word in line.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > MaxLine)
            {
                folded.Append("\r\n ");
                column = 1;
            }
            else if (folded.Length > 0)
            {
                folded.Append(' ');
                column++;
            }

            folded.Append(word);
            column += word.Length;
        }

        return folded.ToString();
    }
}
