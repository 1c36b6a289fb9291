using System.Diagnostics;
using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Benchmarks.History;

/// <summary>A play more on top of the data set, written as the program writes it, and the first statistic that counts it. Changes the file: works on a copy.</summary>
internal sealed class PlayWrites(ProductServices product, DataSet set, LatencyTable table, CancellationToken cancellationToken)
{
    /// <summary>What its rows begin with.</summary>
    public const string Name = "write: ";

    private const double WriteMs = 5;
    private const double AskMs = 50;
    private const int Repetitions = 200;
    private const int Asked = 30;
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(40);

    public async Task MeasureAsync()
    {
        var known = await KnownAsync();
        var (recorder, finished) = (product.Get<PlayRecorder>(), product.Get<FinishedPlays>());
        var ends = new List<double>();
        await AskAsync();
        for (var i = 0; i < Repetitions; i++)
        {
            var begun = Session(known[i % known.Count], set.End.AddSeconds(i));
            await recorder.RecordAsync([new SessionStarted(begun, begun.StartedAt)], [], cancellationToken);
            var over = begun with { Clocks = begun.Clocks with { LastSeenAt = begun.StartedAt + Watched, WatchedMs = (long)Watched.TotalMilliseconds, PositionMs = (long)Watched.TotalMilliseconds, FurthestMs = (long)Watched.TotalMilliseconds } };
            var began = Stopwatch.GetTimestamp();
            await recorder.RecordAsync([new SessionStopped(over, over.Clocks.LastSeenAt, StopReason.Stopped)], [], cancellationToken);
            ends.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        table.Add(Name + "a play that was observed ends", 1, ends[(Repetitions / 10)..], WriteMs);
        await table.RowAsync(Name + "a finished play at once", WriteMs, async i => await finished.StoreAsync([Finished(known[i % known.Count], set.End.AddHours(1).AddSeconds(i))], cancellationToken), Repetitions);
        await FollowAsync(finished, known);
    }

    /// <summary>Without the writing itself.</summary>
    private async Task FollowAsync(FinishedPlays finished, List<FinishedPlay> known)
    {
        var (rows, follows, asks) = (0L, new List<double>(), new List<double>());
        for (var i = 0; i < Asked; i++)
        {
            await finished.StoreAsync([Finished(known[i % known.Count], set.End.AddHours(2).AddSeconds(i))], cancellationToken);
            var began = Stopwatch.GetTimestamp();
            await product.Get<PlayIndex>().RefreshAsync(cancellationToken);
            follows.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            rows = await AskAsync();
            asks.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        table.Add(Name + "the index follows", 1, follows, null);
        table.Add(Name + "the first statistic after a play", rows, asks, AskMs);
    }

    private async Task<long> AskAsync() => (await product.Get<StatisticReader>().ReadAsync(
        new() { By = StatisticSplit.Viewer, Filter = AnalyticsFilter.AllTime }, TimeZoneInfo.Utc, set.Plan.Until, ReadScope.Everything, cancellationToken)).Rows.Count;

    /// <summary>Plays of the last days with all that they point at.</summary>
    private async Task<List<FinishedPlay>> KnownAsync()
    {
        await using var db = await product.Databases.CreateDbContextAsync(cancellationToken);
        var rows = await (from play in db.Plays.AsNoTracking()
                          join user in db.ServerUsers on play.UserId equals user.Id
                          join item in db.MediaItems on play.MediaItemId equals item.Id
                          join device in db.PlayDevices on play.DeviceId equals device.Id
                          join profile in db.StreamProfiles on play.StreamProfileId equals profile.Id
                          where play.Certainty == PlayCertainty.Observed
                          orderby play.Number descending
                          select new { Play = play, User = user, Item = item, Device = device, profile.DetailsJson }).Take(100).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new FinishedPlay
        {
            ServerId = r.Play.ServerId,
            User = new(r.User.ExternalId, r.User.Name),
            Device = new() { ExternalId = r.Device.ExternalId, Name = r.Device.Name, ClientName = r.Device.ClientName, ClientVersion = r.Device.ClientVersion, Platform = r.Device.Platform, PlatformVersion = r.Device.PlatformVersion, Model = r.Device.Model },
            Media = new()
            {
                ExternalId = r.Item.ExternalId, Kind = r.Item.Kind, Title = r.Item.Title, ParentTitle = r.Item.ParentTitle, GrandparentTitle = r.Item.GrandparentTitle, SeasonNumber = r.Item.SeasonNumber,
                EpisodeNumber = r.Item.EpisodeNumber, Year = r.Item.Year, ParentExternalId = r.Item.ParentExternalId, GrandparentExternalId = r.Item.GrandparentExternalId, ChannelName = r.Item.ChannelName,
            },
            IpAddress = r.Play.IpAddress,
            Location = r.Play.Location,
            StartedAt = r.Play.StartedAt,
            StoppedAt = r.Play.StartedAt + Watched,
            Duration = r.Play.DurationMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
            Stream = StreamProfile.Read(r.DetailsJson),
            BandwidthKbps = r.Play.BandwidthKbps,
        })];
    }

    private static FinishedPlay Finished(FinishedPlay known, DateTimeOffset at) => known with
    {
        StartedAt = at,
        StoppedAt = at + Watched,
        WatchedMs = (long)Watched.TotalMilliseconds,
        StartPosition = TimeSpan.Zero,
        Position = Watched,
    };

    private static ActiveSession Session(FinishedPlay known, DateTimeOffset at) => new()
    {
        Id = PlayId.New(at),
        ServerId = known.ServerId,
        Latest = new()
        {
            Key = new(PlayId.New(at).ToString(), known.User.ExternalId, known.Media.ExternalId),
            User = known.User,
            Device = known.Device,
            Media = known.Media,
            State = PlaybackState.Playing,
            Position = TimeSpan.Zero,
            Duration = known.Duration,
            Stream = known.Stream,
            Network = new(known.IpAddress, known.Location),
            BandwidthKbps = known.BandwidthKbps,
        },
        StartedAt = at,
        Clocks = new() { LastSeenAt = at, State = PlaybackState.Playing, StateSince = at },
        Segment = new() { Ordinal = 0, StartedAt = at, Stream = known.Stream },
        StartPositionMs = 0,
    };
}
