using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Charts;

namespace MediaInsight.Tests.Components.Charts;

public sealed class ChartGapsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly[] Days = [First, First.AddDays(1), First.AddDays(2)];

    [Fact]
    public void A_gap_is_drawn_in_its_place_and_told_on_each_of_its_days()
    {
        // From noon of the first day to six in the morning of the second, at the site.
        var gaps = ChartGaps.OfDays(Days, [new("Attic", At(1, 11), At(2, 5))], Berlin, CultureInfo.InvariantCulture);

        Assert.Equal([new(0.5, 1.25)], gaps.Bands);
        Assert.Equal(["Attic 12\u00A0h 00\u00A0min", "Attic 6\u00A0h 00\u00A0min", null], gaps.Texts);
    }

    [Fact]
    public void Gaps_of_several_servers_are_one_band_and_named_by_length()
    {
        var gaps = ChartGaps.OfDays(Days, [new("Attic", At(1, 0), At(1, 1)), new("Cellar", At(1, 0.5), At(1, 3)), new("Attic", At(2, 23.5), At(9, 0))], Berlin, CultureInfo.InvariantCulture);

        Assert.Equal(2, gaps.Bands.Count);
        Assert.Equal(3, gaps.Bands[1].To);
        Assert.Equal("Cellar 2\u00A0h 30\u00A0min, Attic 1\u00A0h 00\u00A0min", gaps.Texts[0]);
        Assert.Equal(gaps, ChartGaps.OfDays(Days, [new("Attic", At(1, 0), At(1, 1)), new("Cellar", At(1, 0.5), At(1, 3)), new("Attic", At(2, 23.5), At(9, 0))], Berlin, CultureInfo.InvariantCulture));
        Assert.Equal("4 servers, up to 2\u00A0h 00\u00A0min", ChartGaps.OfDays(Days, [.. Enumerable.Range(1, 4).Select(i => new UnobservedStretch($"S{i}", At(1, 2), At(1, 2 + (i / 2.0))))], Berlin, CultureInfo.InvariantCulture).Texts[0]);
    }

    [Fact]
    public void On_a_chart_of_months_a_gap_lies_within_its_month()
    {
        // The first half of April, in summer time; the month is named by any day of it.
        var gaps = ChartGaps.OfMonths([new(2026, 3, 1), new(2026, 4, 20), new(2026, 5, 1)], [new("Attic", At(31, 22), At(31, 22 + (15 * 24)))], Berlin, CultureInfo.InvariantCulture);

        Assert.Equal([new(1, 1.5)], gaps.Bands);
        Assert.Equal([null, "Attic 360\u00A0h 00\u00A0min", null], gaps.Texts);
    }

    [Fact]
    public void On_a_line_through_moments_a_gap_lies_between_its_points_and_is_told_in_full()
    {
        DateTimeOffset[] moments = [At(1, 0), At(1, 1), At(1, 2), At(1, 6)];

        var gaps = ChartGaps.OfMoments(moments, [new("Attic", At(1, -3), At(1, 0.5)), new("Cellar", At(1, 2), At(1, 6)), new("Attic", At(1, 5), At(1, 7)), new("Attic", At(1, 8), At(1, 9))], CultureInfo.InvariantCulture);

        // A line begins at the middle of its first label and ends at the middle of its last.
        Assert.Equal([new(0.5, 1), new(2.5, 3.5)], gaps.Bands);
        Assert.Equal(["Attic 3\u00A0h 30\u00A0min", "Attic 3\u00A0h 30\u00A0min", null, "Cellar 4\u00A0h 00\u00A0min, Attic 2\u00A0h 00\u00A0min"], gaps.Texts);
        Assert.True(ChartGaps.OfMoments([At(1, 0)], [new("Attic", At(1, -3), At(1, 5))], CultureInfo.InvariantCulture).IsEmpty);
        Assert.True(ChartGaps.OfMoments(moments, [new("Attic", At(1, 7), At(1, 8))], CultureInfo.InvariantCulture).IsEmpty);
    }

    [Fact]
    public void Without_gaps_there_is_nothing_to_draw()
    {
        Assert.True(ChartGaps.OfDays(Days, [], Berlin, CultureInfo.InvariantCulture).IsEmpty);
        Assert.True(ChartGaps.OfDays(Days, [new("Attic", At(1, -60), At(1, -50))], Berlin, CultureInfo.InvariantCulture).IsEmpty);
    }

    private static DateTimeOffset At(int day, double utcHour) => new DateTimeOffset(2026, 3, day, 0, 0, 0, TimeSpan.Zero).AddHours(utcHour);
}
