using System.Globalization;
using System.Text;
using System.Xml;

namespace MediaInsight.Components.Pages.Reviews;

/// <summary>Writes an SVG document. Words are text, whatever stands in them.</summary>
internal sealed class SvgPen : IDisposable
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    public SvgPen(int width, int height)
    {
        _xml = XmlWriter.Create(_text, new() { OmitXmlDeclaration = true });
        _xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        _xml.WriteAttributeString("width", Number(width));
        _xml.WriteAttributeString("height", Number(height));
        _xml.WriteAttributeString("viewBox", $"0 0 {Number(width)} {Number(height)}");
    }

    /// <summary>Styles or gradients of our own.</summary>
    public void Definitions(string svg) => _xml.WriteRaw(svg);

    public void Box(double x, double y, double width, double height, string fill, double radius = 0, double opacity = 1) => Element("rect",
        ("x", Number(x)), ("y", Number(y)), ("width", Number(Math.Max(0, width))), ("height", Number(Math.Max(0, height))), ("rx", Number(radius)), ("fill", fill), ("opacity", Number(opacity)));

    /// <summary>Cut off with dots where it would be wider than there is room; widths are estimated.</summary>
    public void Words(string text, double x, double y, double size, string fill, int weight = 400, double room = 1000, string anchor = "start", double spacing = 0)
    {
        _xml.WriteStartElement("text");
        foreach (var (name, value) in new[]
        {
            ("x", Number(x)), ("y", Number(y)), ("font-size", Number(size)), ("font-weight", Number(weight)), ("fill", fill), ("text-anchor", anchor), ("letter-spacing", Number(spacing)),
        })
        {
            _xml.WriteAttributeString(name, value);
        }

        _xml.WriteString(Fitting(text, room / size));
        _xml.WriteEndElement();
    }

    /// <param name="data">Of the picture, as a data address.</param>
    public void Picture(string data, double x, double y, double width, double height, string clip)
    {
        _xml.WriteStartElement("image");
        foreach (var (name, value) in new[]
        {
            ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("preserveAspectRatio", "xMidYMid slice"), ("clip-path", $"url(#{clip})"), ("href", data),
        })
        {
            _xml.WriteAttributeString(name, value);
        }

        _xml.WriteEndElement();
    }

    public override string ToString()
    {
        _xml.Flush();
        return _text + "</svg>";
    }

    public void Dispose() => _xml.Dispose();

    /// <param name="room">In widths of the type size.</param>
    internal static string Fitting(string text, double room)
    {
        var fitting = new StringBuilder();
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))
            {
                width += Width(rune);
                if (width > room)
                {
                    return fitting.ToString().TrimEnd() + "…";
                }

                fitting.Append(rune.ToString());
            }
        }

        return fitting.ToString();
    }

    private static double Width(Rune rune) => rune.Value switch
    {
        >= 0x1100 => 1.05,
        'i' or 'l' or 'j' or 'I' or '.' or ',' or ':' or '\'' or '|' or '!' => 0.3,
        'm' or 'w' or 'M' or 'W' or '@' => 0.88,
        ' ' or '\u00A0' or '·' or 'f' or 't' or 'r' or '-' or '(' or ')' => 0.36,
        >= 'A' and <= 'Z' => 0.67,
        _ => 0.57,
    };

    private void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name);
        foreach (var (key, value) in attributes)
        {
            _xml.WriteAttributeString(key, value);
        }

        _xml.WriteEndElement();
    }

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
