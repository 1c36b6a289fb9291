using System.Globalization;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Media;
using MediaInsight.Components.Pages.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Components.Pages.Statistics;

public sealed class PanelDrawingTests
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static StatisticFigures Figures(long plays, int hours, long direct = 0, long transcodes = 0) =>
        new(plays, hours * 3_600_000L, hours * 900_000_000L, direct, 0, transcodes, 0, null, null);

    private static StatisticResult Result(StatisticSplit by, StatisticRow[] rows, StatisticSplit then = StatisticSplit.None, params StatisticKey[] parts) =>
        new(new() { By = by, Then = then }, null, null, rows, parts, rows[0].Figures, rows.Length);

    [Theory]
    [InlineData(12, 10, "+20\u00A0%")]
    [InlineData(9, 10, "\u221210\u00A0%")]
    [InlineData(10, 10, "=")]
    [InlineData(3, 0, "new")]
    [InlineData(0, 0, "")]
    [InlineData(0, 4, "\u2212100\u00A0%")]
    public void Change_is_said_in_percent(double now, double before, string words) => Assert.Equal(words, PanelDrawing.Delta(now, before, British));

    [Fact]
    public void Rows_are_compared_with_the_same_one_of_before()
    {
        var now = Result(StatisticSplit.Viewer, [new(new("7", "Ann") { Viewer = new(7) }, Figures(3, 6), []), new(new("8", "Ben") { Viewer = new(8) }, Figures(1, 2), [])]);
        var before = Result(StatisticSplit.Viewer, [new(new("7", "Ann") { Viewer = new(7) }, Figures(3, 4), [])]);

        var rows = new PanelDrawing(new(now, before), PanelMeasure.Time, British, Today).Ranks(k => "to/" + k.Id);

        Assert.Equal(["+50\u00A0%", "new"], rows.Select(r => r.Delta));
        Assert.Equal(["6.0\u00A0h", "2.0\u00A0h"], rows.Select(r => r.Text));
        Assert.Equal(["to/7", "to/8"], rows.Select(r => r.Href));
        Assert.All(rows, r => Assert.True(r.IsPerson));
    }

    [Fact]
    public void The_former_period_is_a_muted_line_point_by_point()
    {
        var now = Result(StatisticSplit.Day, [new(new("2026-11-20", null), Figures(1, 1), []), new(new("2026-11-21", null), Figures(2, 2), [])]);
        var before = Result(StatisticSplit.Day, [new(new("2026-11-18", null), Figures(5, 5), [])]);

        var drawing = new PanelDrawing(new(now, before), PanelMeasure.Plays, British, Today);

        Assert.Equal(["20 Nov", "21 Nov"], drawing.Labels);
        Assert.Equal([1, 2], drawing.Series[0].Values.Select(v => (int?)v));
        Assert.True(drawing.Series[1].IsMuted);
        Assert.Equal([5, null], drawing.Series[1].Values.Select(v => (int?)v));
    }

    [Fact]
    public void Parts_have_their_own_colours_and_two_of_one_name_stay_two()
    {
        var rows = new StatisticRow[] { new(new("2026-11-20", null), Figures(4, 4), [Figures(1, 1), Figures(1, 1), Figures(1, 1), Figures(1, 1)]) };
        var decisions = new PanelDrawing(new(Result(StatisticSplit.Day, rows, StatisticSplit.Decision, [new("direct-play", null), new("transcode", null), new("", null), new(StatisticKey.OthersId, null)]), null), PanelMeasure.Plays, British, Today);
        var people = new PanelDrawing(new(Result(StatisticSplit.Day, rows, StatisticSplit.Viewer, [new("1", "Ann"), new("2", "Ann"), new("3", "Ben"), new("4", "Ann")]), null), PanelMeasure.Plays, British, Today);

        Assert.Equal([("Direct play", "direct-play"), ("Transcode", "transcode"), ("Not told", "faint"), ("Others", "faint")], decisions.Series.Select(s => (s.Name, s.Tone!)));
        Assert.Equal(["Ann", "Ann (2)", "Ben", "Ann (3)"], people.Series.Select(s => s.Name));
    }

    [Fact]
    public void A_share_says_nothing_where_there_is_nothing_to_divide_by()
    {
        var rows = new StatisticRow[]
        {
            new(new("tv", "TV"), Figures(4, 4), [Figures(4, 4, direct: 3, transcodes: 1), default]),
            new(new("empty", "Empty"), default, [default, default]),
        };
        var drawing = new PanelDrawing(new(Result(StatisticSplit.Device, rows, StatisticSplit.VideoCodec, [new("hevc", null), new("av1", null)]), null), PanelMeasure.Direct, British, Today);

        Assert.Equal(["TV"], drawing.RowNames);
        Assert.Equal(["HEVC"], drawing.ColumnNames);
        Assert.Equal([0.75], drawing.Matrix[0]);
        Assert.Contains("4 plays, 3 as they are, 1 transcoded", drawing.MatrixNote(0, 0)!.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PanelMeasure.Time, ChartUnit.Hours, 2.0)]
    [InlineData(PanelMeasure.Plays, ChartUnit.Count, 8.0)]
    [InlineData(PanelMeasure.Bitrate, ChartUnit.Bitrate, 2000.0)]
    [InlineData(PanelMeasure.Transcoded, ChartUnit.Percent, 0.25)]
    public void A_measure_is_in_the_unit_of_its_chart(PanelMeasure measure, ChartUnit unit, double value)
    {
        Assert.Equal(unit, PanelMeasures.UnitOf(measure));
        Assert.Equal(value, PanelMeasures.ValueOf(measure, Figures(8, 2, direct: 6, transcodes: 2)));
    }

    [Theory]
    [InlineData(StatisticSplit.HourOfDay, "21", "en-US", "9:00 PM")]
    [InlineData(StatisticSplit.HourOfDay, "21", "en-GB", "21:00")]
    [InlineData(StatisticSplit.Weekday, "mon", "de-DE", "Montag")]
    [InlineData(StatisticSplit.WeekdayHour, "sun-4", "en-GB", "Sunday 04:00")]
    [InlineData(StatisticSplit.Month, "2026-10", "en-GB", "Oct 2026")]
    [InlineData(StatisticSplit.Year, "2026", "en-GB", "2026")]
    [InlineData(StatisticSplit.AudioChannels, "6", "en-GB", "5.1")]
    [InlineData(StatisticSplit.TranscodeReason, "VideoCodecNotSupported", "en-GB", "Video codec not supported")]
    [InlineData(StatisticSplit.Network, "wan", "en-GB", "Outside (WAN)")]
    [InlineData(StatisticSplit.Platform, "", "en-GB", "Not told")]
    [InlineData(StatisticSplit.Platform, "*", "en-GB", "Others")]
    public void Rows_are_called_as_their_reader_writes(StatisticSplit split, string id, string culture, string words) =>
        Assert.Equal(words, StatisticKeyWords.Of(split, new(id, null), CultureInfo.GetCultureInfo(culture), Today).Replace('\u202F', ' '));

    [Theory]
    [InlineData("en-GB", "mon")]
    [InlineData("en-US", "sun")]
    public void Weeks_begin_as_the_reader_has_it(string culture, string first) => Assert.Equal(first, StatisticKeyWords.Weekdays(CultureInfo.GetCultureInfo(culture))[0]);
}
