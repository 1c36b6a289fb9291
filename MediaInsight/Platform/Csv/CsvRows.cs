using System.Buffers;
using System.Globalization;
using System.Text;

namespace MediaInsight.Platform.Csv;

/// <summary>
/// Writes rows as RFC 4180 says. Text that a spreadsheet would take for a formula gets an apostrophe before it: titles and
/// names are foreign. Numbers are written for programs, whatever the culture.
/// </summary>
public static class CsvRows
{
    public const string MediaType = "text/csv; charset=utf-8";

    private const string LineEnd = "\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    /// <summary>Also the wide forms, which some spreadsheets fold to the narrow ones.</summary>
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");

    public static void Append(StringBuilder to, IEnumerable<object?> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst)
            {
                to.Append(',');
            }

            isFirst = false;
            switch (cell)
            {
                case null:
                    break;
                case string text:
                    AppendText(to, text);
                    break;
                case bool flag:
                    to.Append(flag ? "true" : "false");
                    break;
                case DateTimeOffset instant:
                    to.Append(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                    break;
                case DateOnly day:
                    to.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                    break;
                case IFormattable number:
                    to.Append(number.ToString(null, CultureInfo.InvariantCulture));
                    break;
                default:
                    throw new ArgumentException($"A cell cannot be a {cell.GetType().Name}.", nameof(cells));
            }
        }

        to.Append(LineEnd);
    }

    private static void AppendText(StringBuilder to, string text)
    {
        var isFormula = text.Length > 0 && FormulaStarts.Contains(text[0]);
        if (!isFormula && text.AsSpan().IndexOfAny(Quoted) < 0)
        {
            to.Append(text);
            return;
        }

        // A formula is quoted too: some readers trim an unquoted cell before they look at it.
        to.Append('"');
        if (isFormula)
        {
            to.Append('\'');
        }

        to.Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
