using System.Globalization;
using System.Text;
using MediaInsight.Alerting.Facts;

namespace MediaInsight.Alerting.Templates;

/// <summary>Fills a template in, line by line.</summary>
internal sealed class TemplateWriting(EventValues values, int max)
{
    private readonly List<string> _lines = [];
    private readonly StringBuilder _line = new();
    private readonly string? _section = MediaSections.Of(values.Kind);
    private int _left = max;
    private bool _asked;
    private bool _told;

    public void Add(IEnumerable<TemplatePart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    Literal(literal.Text);
                    break;
                case ParameterPart parameter:
                    Parameter(parameter);
                    break;
                case SectionPart section when section.Tag == _section:
                    Add(section.Parts);
                    break;
                case SectionPart:
                    _asked = true;
                    break;
            }
        }
    }

    public IEnumerable<string> Lines()
    {
        EndLine();

        // Left out lines leave no gap at the begin or the end.
        return _lines.SkipWhile(l => l.Length == 0).Reverse().SkipWhile(l => l.Length == 0).Reverse();
    }

    private void Literal(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                EndLine();
            }

            Put(lines[i]);
        }
    }

    private void Parameter(ParameterPart parameter)
    {
        _asked = true;
        for (TemplatePart? part = parameter; part is not null;)
        {
            if (part is LiteralPart otherwise)
            {
                _told |= otherwise.Text.Length > 0;
                Put(otherwise.Text);
                return;
            }

            var one = (ParameterPart)part;
            if (values[one.Name] is { Text.Length: > 0 } value)
            {
                _told = true;
                Put(Changed(value.Text, one.Change));
                return;
            }

            part = one.Otherwise;
        }
    }

    private static string Changed(string text, string? change) => change switch
    {
        "upper" => text.ToUpper(CultureInfo.InvariantCulture),
        "lower" => text.ToLower(CultureInfo.InvariantCulture),
        "title" => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLower(CultureInfo.InvariantCulture)),
        _ => text,
    };

    private void Put(string text)
    {
        var taken = Math.Min(text.Length, _left);
        _line.Append(text, 0, taken);
        _left -= taken;
    }

    private void EndLine()
    {
        if (_told || !_asked)
        {
            _lines.Add(Tidy(_line.ToString()));
        }

        _line.Clear();
        (_asked, _told) = (false, false);
    }

    /// <summary>A gap that stayed empty leaves no doubled blanks.</summary>
    private static string Tidy(string line)
    {
        var tidy = new StringBuilder(line.Length);
        foreach (var letter in line)
        {
            if (letter != ' ' || (tidy.Length > 0 && tidy[^1] != ' '))
            {
                tidy.Append(letter);
            }
        }

        return tidy.ToString().TrimEnd();
    }
}
