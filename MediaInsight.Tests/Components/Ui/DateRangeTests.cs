using MediaInsight.Components.Ui;

namespace MediaInsight.Tests.Components.Ui;

public sealed class DateRangeTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData("today", "2026-11-21", "2026-11-21")]
    [InlineData("7d", "2026-11-15", "2026-11-21")]
    [InlineData("30d", "2026-10-23", "2026-11-21")]
    [InlineData("2026-01-05..2026-02-01", "2026-01-05", "2026-02-01")]
    [InlineData("2026-02-01..2026-01-05", "2026-01-05", "2026-02-01")]
    [InlineData("2026-02-01..", "2026-02-01", null)]
    [InlineData("all", null, null)]
    [InlineData("nonsense", "2026-10-23", "2026-11-21")]
    [InlineData("..", "2026-10-23", "2026-11-21")]
    [InlineData(null, "2026-10-23", "2026-11-21")]
    public void The_address_names_days(string? text, string? from, string? to)
    {
        var range = DateRange.Parse(text, Today);

        Assert.Equal((from, to), (range.From?.ToString("o", System.Globalization.CultureInfo.InvariantCulture), range.To?.ToString("o", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(range, DateRange.Parse(range.ToString(), Today));
    }
}
