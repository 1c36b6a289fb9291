using System.Globalization;
using System.Text;

namespace MediaInsight.Domain;

/// <summary>Makes foreign text fit to store and show: bounded, without control characters, valid Unicode.</summary>
public static class Text
{
    public const int MaxTitle = 1000;
    public const int MaxName = 200;

    /// <summary>Null for nothing but blanks; control characters become blanks; cut at <paramref name="max"/> without splitting a character.</summary>
    public static string? Clean(string? text, int max = MaxTitle)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var bounded = text.Length > max * 4 ? text[..(max * 4)] : text;
        var clean = new StringBuilder(Math.Min(bounded.Length, max));
        foreach (var rune in bounded.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > max)
            {
                break;
            }

            var category = Rune.GetUnicodeCategory(rune);
            clean.Append(category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }

        var result = clean.ToString().Trim();
        return result.Length == 0 ? null : result;
    }
}
