using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Components.Pages.History;

/// <summary>Two people, two servers, a library each, and as many plays as asked for: one an hour, backwards from noon.</summary>
internal static class PlaySeed
{
    public static readonly DateTimeOffset Newest = Samples.Now.AddHours(-3);

    public static void Fill(TestDb file, int plays)
    {
        using var db = file.CreateDbContext();
        for (var i = 1; i <= 2; i++)
        {
            db.Servers.Add(new() { Id = new(i), Kind = (ServerKind)i, Name = i == 1 ? "Attic" : "Cellar", Url = $"http://{i}/", EncryptedToken = "", CreatedAt = Newest });
            db.Viewers.Add(new() { Id = new(i), Name = i == 1 ? "Ann" : "Bob", CreatedAt = Newest });
            db.ServerUsers.Add(new() { Id = new(i), ServerId = new(i), ExternalId = $"u{i}", ViewerId = new(i), Name = i == 1 ? "ann" : "bob", FirstSeenAt = Newest });
            db.Libraries.Add(new() { Id = new(i), ServerId = new(i), ExternalId = $"l{i}", Name = i == 1 ? "Films" : "Shows", RefreshedAt = Newest });
        }

        db.MediaItems.Add(new() { Id = new(1), ServerId = new(1), ExternalId = "1", Fingerprint = 1, Kind = MediaKind.Movie, Title = Samples.Hostile, Year = 1979, SearchText = "stalker", LibraryId = new(1) });
        db.MediaItems.Add(new() { Id = new(2), ServerId = new(2), ExternalId = "2", Fingerprint = 2, Kind = MediaKind.Episode, Title = "Ozymandias", GrandparentTitle = "Breaking Bad", SeasonNumber = 5, EpisodeNumber = 14, SearchText = "ozymandias breaking bad", LibraryId = new(2) });
        db.PlayDevices.Add(PlayDevice.Of(new(1), new() { Name = "Living room", ClientName = "Plex for LG" }));
        db.StreamProfiles.Add(StreamProfile.Of(Stream(StreamDecision.DirectPlay)));
        db.StreamProfiles.Add(StreamProfile.Of(Stream(StreamDecision.Transcode)));
        db.SaveChanges();
        db.Plays.AddRange(Enumerable.Range(1, plays).Select(Play));
        db.SaveChanges();
    }

    public static PlayId Id(int number) => Samples.Id(number);

    public static void Split(TestDb file, int number)
    {
        using var db = file.CreateDbContext();
        var start = Newest.AddHours(1 - number);
        db.PlaySegments.Add(new() { PlayNumber = number, Ordinal = 0, StartedAt = start, WatchedMs = 1_200_000, Decision = StreamDecision.DirectPlay, StreamProfileId = 1 });
        db.PlaySegments.Add(new() { PlayNumber = number, Ordinal = 1, StartedAt = start.AddMinutes(20), WatchedMs = 600_000, PausedMs = 300_000, Decision = StreamDecision.Transcode, StreamProfileId = 2 });
        db.SaveChanges();
    }

    public static void Chain(TestDb file, params int[] numbers)
    {
        using var db = file.CreateDbContext();
        foreach (var play in db.Plays.Where(p => numbers.Contains((int)p.Number)))
        {
            play.ChainNumber = numbers[0];
        }

        db.SaveChanges();
    }

    private static StreamDetails Stream(StreamDecision decision) => new()
    {
        Decision = decision,
        Video = decision,
        Audio = StreamDecision.DirectPlay,
        TranscodeReasons = decision == StreamDecision.Transcode ? "VideoCodecNotSupported" : null,
        Source = new() { VideoCodec = "hevc", Resolution = "2160p" },
        Sent = new() { VideoCodec = decision == StreamDecision.Transcode ? "h264" : "hevc", Resolution = "2160p" },
    };

    // Odd plays are Ann's film on Attic, even ones Bob's episode on Cellar, transcoded.
    private static Play Play(int number)
    {
        var which = number % 2 == 1 ? 1 : 2;
        var start = Newest.AddHours(1 - number);
        return new()
        {
            Number = number,
            Id = Id(number),
            ServerId = new(which),
            UserId = new(which),
            MediaItemId = new(which),
            Kind = which == 1 ? MediaKind.Movie : MediaKind.Episode,
            LibraryId = new(which),
            DeviceId = 1,
            IpAddress = "192.168.1.4",
            Location = NetworkLocation.Lan,
            StartedAt = start,
            StoppedAt = start.AddMinutes(35),
            WatchedMs = 1_800_000,
            PausedMs = 300_000,
            StartPositionMs = 0,
            PositionMs = 1_800_000,
            DurationMs = 2_000_000,
            PercentPermille = 900,
            Completed = true,
            ChainNumber = number,
            Decision = which == 1 ? StreamDecision.DirectPlay : StreamDecision.Transcode,
            StreamProfileId = which,
        };
    }
}
