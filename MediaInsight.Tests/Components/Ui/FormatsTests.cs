using System.Globalization;
using MediaInsight.Components.Ui;

namespace MediaInsight.Tests.Components.Ui;

public sealed class FormatsTests
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0L, "0 s")]
    [InlineData(59_999L, "59 s")]
    [InlineData(60_000L, "1 min")]
    [InlineData(2_700_000L, "45 min")]
    [InlineData(3_569_000L, "59 min")]
    [InlineData(3_570_000L, "1 h 00 min")]
    [InlineData(7_500_000L, "2 h 05 min")]
    [InlineData(4_500_000_000L, "1,250 h 00 min")]
    [InlineData(-5L, "0 s")]
    public void A_length_of_time_reads_as_hours_and_minutes(long? ms, string expected) => Assert.Equal(expected, Plain(Formats.Duration(ms, British)));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0L, "0 h")]
    [InlineData(1_800_000L, "0.5 h")]
    [InlineData(35_700_000L, "9.9 h")]
    [InlineData(460_800_000L, "128 h")]
    public void Sums_of_watch_time_read_as_hours(long? ms, string expected) => Assert.Equal(expected, Plain(Formats.Hours(ms, British)));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0L, "0:00")]
    [InlineData(247_999L, "4:07")]
    [InlineData(3_847_000L, "1:04:07")]
    [InlineData(90_000_000L, "25:00:00")]
    public void A_position_reads_as_a_clock(long? ms, string expected) => Assert.Equal(expected, Formats.Clock(ms));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1_500_000_000L, "1.5 GB")]
    [InlineData(999_600L, "1 MB")]
    [InlineData(123_456_789_012L, "123 GB")]
    [InlineData(long.MaxValue, "9,223 PB")]
    public void A_size_reads_in_decimal_units(long? bytes, string expected) => Assert.Equal(expected, Plain(Formats.Bytes(bytes, British)));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(640L, "640 kbit/s")]
    [InlineData(18_200L, "18.2 Mbit/s")]
    [InlineData(1_200_000L, "1.2 Gbit/s")]
    public void A_bitrate_reads_in_bits_per_second(long? kbps, string expected) => Assert.Equal(expected, Plain(Formats.Bitrate(kbps, British)));

    [Fact]
    public void Numbers_follow_the_culture()
    {
        Assert.Equal("18,2 Mbit/s", Plain(Formats.Bitrate(18_200, German)));
        Assert.Equal("12.345", Formats.Count(12_345, German));
        Assert.Equal("12,345", Formats.Count(12_345, British));
        Assert.Equal("8,5 %", Plain(Formats.Percent(0.085, German, 1)));
    }

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.85, "85 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(double.NaN, "–")]
    public void A_fraction_reads_as_percent(double? fraction, string expected) => Assert.Equal(expected, Plain(Formats.Percent(fraction, British)));

    [Theory]
    [InlineData(1, "1 play")]
    [InlineData(0, "0 plays")]
    [InlineData(1234, "1,234 plays")]
    public void A_count_agrees_with_its_noun(long count, string expected) => Assert.Equal(expected, Plain(Formats.Count(count, "play", culture: British)));

    [Theory]
    [InlineData(10, "just now")]
    [InlineData(-10, "in a moment")]
    [InlineData(50, "1 min ago")]
    [InlineData(300, "5 min ago")]
    [InlineData(3580, "1 h ago")]
    [InlineData(-7200, "in 2 h")]
    [InlineData(86_400, "1 day ago")]
    [InlineData(200_000, "2 days ago")]
    public void An_age_reads_in_its_largest_unit(int seconds, string expected) => Assert.Equal(expected, Formats.Ago(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("2026-11-21T14:03", "Today 14:03")]
    [InlineData("2026-11-20T23:59", "Yesterday 23:59")]
    [InlineData("2026-11-17T08:00", "Tue 08:00")]
    [InlineData("2026-03-14T08:00", "14 Mar 08:00")]
    [InlineData("2024-03-14T08:00", "14 Mar 2024 08:00")]
    [InlineData("2026-11-22T08:00", "22 Nov 08:00")]
    public void A_moment_is_named_by_its_day(string local, string expected) =>
        Assert.Equal(expected, Formats.When(new DateTimeOffset(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.Zero), new DateOnly(2026, 11, 21), British));

    [Theory]
    [InlineData("Ann Lee", "AL")]
    [InlineData("bob", "B")]
    [InlineData("mary.jane_watson", "MJ")]
    [InlineData("", "?")]
    [InlineData(null, "?")]
    [InlineData("😀 cat", "😀C")]
    public void A_name_has_at_most_two_initials(string? name, string expected) => Assert.Equal(expected, Formats.Initials(name));

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
