using System.Text;

namespace MediaInsight.Alerting.Templates;

/// <summary>Reads a template into its pieces. What is no parameter and no section is text; nothing throws.</summary>
internal sealed class TemplateParser(string text)
{
    private const int MaxNesting = 4;
    private readonly List<string> _problems = [];
    private int _at;

    public static (IReadOnlyList<TemplatePart> Parts, IReadOnlyList<string> Problems) Parse(string text)
    {
        var parser = new TemplateParser(text);
        return (parser.Parts(null, 0), parser._problems);
    }

    private List<TemplatePart> Parts(string? section, int depth)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        while (_at < text.Length)
        {
            if (Doubled('{') || Doubled('}'))
            {
                literal.Append(text[_at]);
                _at += 2;
            }
            else if (section is not null && Ahead($"</{section}>"))
            {
                _at += section.Length + 3;
                Flush(parts, literal);
                return parts;
            }
            else if (text[_at] == '<' && depth < MaxNesting && MediaSections.All.FirstOrDefault(s => Ahead($"<{s}>")) is { } tag)
            {
                Flush(parts, literal);
                _at += tag.Length + 2;
                parts.Add(new SectionPart(tag, Parts(tag, depth + 1)));
            }
            else if (text[_at] == '{' && Parameter(depth) is { } parameter)
            {
                Flush(parts, literal);
                parts.Add(parameter);
            }
            else
            {
                literal.Append(text[_at++]);
            }
        }

        if (section is not null)
        {
            _problems.Add($"<{section}> is not closed: </{section}> is missing.");
        }

        Flush(parts, literal);
        return parts;
    }

    /// <summary>Null when the brace is just a brace.</summary>
    private ParameterPart? Parameter(int depth)
    {
        var start = _at;
        var end = _at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        if (end == start + 1 || end >= text.Length || text[end] is not ('}' or '|' or '!'))
        {
            if (end >= text.Length && end > start + 1)
            {
                _problems.Add($"“{text[start..end]}” has no closing brace.");
            }

            return null;
        }

        var name = text[(start + 1)..end];
        string? change = null;
        if (text[end] == '!')
        {
            var word = end + 1;
            end = word;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }

            change = text[word..end];
            if (change is not ("upper" or "lower" or "title"))
            {
                _problems.Add($"“!{change}” in “{{{name}}}” is not known; there are !upper, !lower and !title.");
                change = null;
            }
        }

        if (end < text.Length && text[end] == '}')
        {
            _at = end + 1;
            return new(name, change, null);
        }

        if (end < text.Length && text[end] == '|')
        {
            return Otherwise(name, change, end + 1, depth);
        }

        _problems.Add($"“{{{name}” has no closing brace.");
        return null;
    }

    private ParameterPart? Otherwise(string name, string? change, int from, int depth)
    {
        _at = from;
        if (_at < text.Length && text[_at] == '{' && depth < MaxNesting && Parameter(depth + 1) is { } other && _at < text.Length && text[_at] == '}')
        {
            _at++;
            return new(name, change, other);
        }

        var end = text.IndexOf('}', from);
        if (end < 0)
        {
            _problems.Add($"“{{{name}|” has no closing brace.");
            _at = from - name.Length - 2 - (change is null ? 0 : change.Length + 1);
            return null;
        }

        _at = end + 1;
        return new(name, change, new LiteralPart(text[from..end]));
    }

    private static void Flush(List<TemplatePart> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new LiteralPart(literal.ToString()));
            literal.Clear();
        }
    }

    private bool Doubled(char brace) => text[_at] == brace && _at + 1 < text.Length && text[_at + 1] == brace;

    private bool Ahead(string what) => string.CompareOrdinal(text, _at, what, 0, what.Length) == 0;
}
