using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;

namespace MediaInsight.Tests.Analytics;

public sealed class FilterWordsTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 11);

    private static FilterReading Read(string query, DateTimeOffset? now = null)
    {
        var values = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        return FilterWords.Parse(name => values.GetValueOrDefault(name), TimeZoneInfo.Utc, now ?? Now);
    }

    [Theory]
    [InlineData("", "2026-02-10", "2026-03-11")]
    [InlineData("range=today", "2026-03-11", "2026-03-11")]
    [InlineData("range=yesterday", "2026-03-10", "2026-03-10")]
    [InlineData("range=7d", "2026-03-05", "2026-03-11")]
    [InlineData("range=3d", "2026-03-09", "2026-03-11")]
    [InlineData("range=this-week", "2026-03-09", "2026-03-11")]
    [InlineData("range=this-month", "2026-03-01", "2026-03-11")]
    [InlineData("range=last-month", "2026-02-01", "2026-02-28")]
    [InlineData("range=this-year", "2026-01-01", "2026-03-11")]
    [InlineData("range=last-year", "2025-01-01", "2025-12-31")]
    [InlineData("range=all", null, null)]
    [InlineData("from=2026-01-05", "2026-01-05", null)]
    [InlineData("range=custom&from=2026-01-05&to=2026-01-09", "2026-01-05", "2026-01-09")]
    [InlineData("range=2026-01-05..2026-01-09", "2026-01-05", "2026-01-09")]
    public void A_range_says_its_days(string query, string? from, string? to)
    {
        var reading = Read(query);

        Assert.Empty(reading.Problems);
        Assert.Equal((from, to), (FilterRange.Day(reading.Words.Filter.From), FilterRange.Day(reading.Words.Filter.To)));
    }

    [Theory]
    [InlineData("range=last-century", "range")]
    [InlineData("range=0d", "range")]
    [InlineData("range=7d&from=2026-01-01", "range")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("from=1989-12-31", "from")]
    [InlineData("to=2027-03-12", "to")]
    [InlineData("from=2026-02-02&to=2026-02-01", "from")]
    [InlineData("viewer=ann", "viewer")]
    [InlineData("viewer_id=-1", "viewer_id")]
    [InlineData("user_id=99999999999", "user_id")]
    [InlineData("viewer=1&viewer_id=2", "viewer_id")]
    [InlineData("media_type=painting", "media_type")]
    [InlineData("decision=teleport", "decision")]
    [InlineData("compare=tomorrow", "compare")]
    [InlineData("tz=Mars/Olympus", "tz")]
    public void What_cannot_be_used_is_named_by_its_field(string query, string field) => Assert.Equal([field], Read(query).Problems.Select(p => p.Field));

    [Theory]
    [InlineData("")]
    [InlineData("range=all")]
    [InlineData("range=last-month&server=1&viewer=2&account=3&library=4&kind=live-tv&decision=direct-stream&item=5&compare=previous&tz=Europe/Berlin")]
    [InlineData("from=2026-01-05&to=2026-01-09")]
    [InlineData("to=2026-01-09")]
    public void What_is_written_reads_the_same_again(string query)
    {
        var words = Read(query).Words;
        var written = string.Join('&', words.Pairs().Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}"));

        Assert.Equal(query, written);
        Assert.Equal(words, Read(written).Words);
    }

    [Fact]
    public void Either_spelling_of_ids_kinds_and_decisions_is_read()
    {
        var own = Read("server=1&viewer=2&account=3&library=4&kind=episode&decision=direct-play");
        var other = Read("server_id=1&viewer_id=2&user_id=3&library_id=4&content_type=tvshow_episode&stream_type=direct_play");

        Assert.Equal(own.Words, other.Words);
        Assert.Equal("viewer_id", other.NameOf("viewer"));
        Assert.Equal(MediaKind.Episode, other.Words.Filter.Kind);
    }

    [Fact]
    public void Today_is_the_day_of_the_zone_that_is_asked_for()
    {
        var night = new DateTimeOffset(2026, 3, 11, 23, 30, 0, TimeSpan.Zero);

        Assert.Equal(Today, Read("range=today", night).Words.Filter.To);
        Assert.Equal(Today.AddDays(1), Read("range=today&tz=Europe/Berlin", night).Words.Filter.To);
    }

    [Fact]
    public void Compared_are_the_same_number_of_days_before()
    {
        Assert.Equal(new AnalyticsFilter { From = new(2026, 1, 31), To = new(2026, 2, 27), Kind = MediaKind.Movie }, Read("from=2026-02-28&to=2026-03-27&kind=movie&compare=previous").Words.Compared);
        Assert.Null(Read("range=all&compare=previous").Words.Compared);
    }
}
