using System.Globalization;
using System.Text;
using MediaInsight.Platform.Csv;

namespace MediaInsight.Tests.Platform.Csv;

public sealed class CsvRowsTests
{
    private static string Row(params object?[] cells)
    {
        var text = new StringBuilder();
        CsvRows.Append(text, cells);
        return text.ToString();
    }

    [Fact]
    public void Cells_are_parted_by_commas_and_rows_end_with_both_line_ends() => Assert.Equal("a,b,\r\n", Row("a", "b", null));

    [Theory]
    [InlineData("plain title", "plain title")]
    [InlineData("one, two", "\"one, two\"")]
    [InlineData("say \"hello\"", "\"say \"\"hello\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("1+1=2", "1+1=2")]
    public void Text_that_would_break_the_row_is_quoted(string text, string cell) => Assert.Equal(cell + "\r\n", Row(text));

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\";\"click\")", "\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"click\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\uFF1D1", "\"'\uFF1D1\"")]
    public void Text_that_begins_like_a_formula_is_made_harmless(string text, string cell) => Assert.Equal(cell + "\r\n", Row(text));

    [Fact]
    public void Numbers_and_times_are_written_for_programs_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("-1.5,7,true,2026-03-01T20:00:00.250Z,2026-03-01\r\n", Row(-1.5, 7L, true, new DateTimeOffset(2026, 3, 1, 21, 0, 0, 250, TimeSpan.FromHours(1)), new DateOnly(2026, 3, 1)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
