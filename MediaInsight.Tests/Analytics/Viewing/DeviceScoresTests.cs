using MediaInsight.Analytics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics.Viewing;

public sealed class DeviceScoresTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.Utc;
    private static readonly DateOnly Day = new(2026, 6, 15);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ScoredCodec.Video, 2)]
    [InlineData(ScoredCodec.Audio, 5)]
    public async Task Every_device_and_codec_agrees_with_its_plays(ScoredCodec codec, int seed)
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), seed);
        var slow = new SlowStatistics(home, Zone);
        await using var db = home.Db.CreateDbContext();
        var streams = (await db.StreamProfiles.AsNoTracking().ToListAsync(Token)).ToDictionary(p => p.Id, p => StreamProfile.Read(p.DetailsJson));
        var devices = await db.PlayDevices.AsNoTracking().ToDictionaryAsync(d => d.Id, Token);

        var result = await AskAsync(home, new() { From = Day.AddDays(-4), To = Day.AddDays(4) }, codec, 3);

        var expected = slow.Counted()
            .Where(p => slow.IsFirst(p) && p.Decision is not null && slow.DayOf(p.StartedAt) >= Day.AddDays(-4) && slow.DayOf(p.StartedAt) <= Day.AddDays(4) && !(codec == ScoredCodec.Video && p.Kind.IsAudio()))
            .GroupBy(p => (devices[p.DeviceId].Name!, (codec == ScoredCodec.Video ? streams[p.StreamProfileId].Source.VideoCodec : streams[p.StreamProfileId].Source.AudioCodec) ?? ""))
            .ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(expected.Where(e => e.Value.Count >= 3).Select(e => e.Key).Order(), result.Scores.Select(s => (s.Device.Label!, s.Codec)).Order());
        Assert.Equal(expected.Count(e => e.Value.Count < 3), result.LeftOut);
        Assert.True(result.Scores.Select(s => s.Codec).Distinct().Count() > 1);
        foreach (var score in result.Scores)
        {
            var plays = expected[(score.Device.Label!, score.Codec)];
            Assert.Equal(plays.Count, score.Plays);
            Assert.Equal(plays.Count(p => p.Decision == StreamDecision.DirectStream), score.DirectStreams);
            Assert.Equal(plays.Count(p => p.Decision == StreamDecision.Transcode), score.Transcodes);
            Assert.Equal((int)Math.Round(100.0 * plays.Count(p => p.Decision == StreamDecision.DirectPlay) / plays.Count, MidpointRounding.AwayFromZero), score.Score);
            var reasons = plays.Where(p => p.Decision == StreamDecision.Transcode).SelectMany(p => streams[p.StreamProfileId].TranscodeReasons?.Split(',') ?? [])
                .GroupBy(r => r).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault();
            Assert.Equal((reasons?.Key, reasons?.Count() ?? 0), (score.Reason, score.ReasonPlays));
        }
    }

    [Fact]
    public async Task A_limited_reader_gets_the_own_devices_only()
    {
        using var home = RandomHousehold.Around(new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero), 2);
        var bob = home.People.Values.First(p => p.Name == "Bob").Id;
        var slow = new SlowStatistics(home, Zone);

        var own = await AskAsync(home, AnalyticsFilter.AllTime, ScoredCodec.Audio, 1, ReadScope.Only(bob));

        Assert.Equal(slow.Counted(bob).Count(p => slow.IsFirst(p) && p.Decision is not null), own.Scores.Sum(s => s.Plays));
        Assert.Empty((await AskAsync(home, AnalyticsFilter.AllTime, ScoredCodec.Audio, 1, ReadScope.None)).Scores);
    }

    private static async Task<DeviceScoresResult> AskAsync(Household home, AnalyticsFilter filter, ScoredCodec codec, int minPlays, ReadScope? scope = null)
    {
        using var index = new PlayIndex(home.Db);
        return await new DeviceScores(index, home.Db).ReadAsync(filter, codec, minPlays, Zone, scope ?? ReadScope.Everything, Token);
    }
}
