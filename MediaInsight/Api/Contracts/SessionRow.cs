using System.Text.Json.Serialization;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Live;
using MediaInsight.Sessions;

namespace MediaInsight.Api.Contracts;

/// <summary>
/// A running or finished session as the API tells it. Ids are text; instants are UTC; null means that the server did not
/// say. Names are snake case on the wire.
/// </summary>
public sealed record SessionRow
{
    public required string Id { get; init; }
    public required string ServerId { get; init; }
    public required string ServerKind { get; init; }
    public required string ServerName { get; init; }

    /// <summary>The account on its server.</summary>
    public string? UserId { get; init; }
    public string? UserName { get; init; }

    /// <summary>The person.</summary>
    public string? ViewerId { get; init; }
    public string? ViewerName { get; init; }
    public string? ContentId { get; init; }
    public required string ContentType { get; init; }
    public required string Title { get; init; }
    public string? ParentTitle { get; init; }
    public string? GrandparentTitle { get; init; }
    public int? SeasonNumber { get; init; }
    public int? EpisodeNumber { get; init; }
    public int? Year { get; init; }
    public string? ChannelName { get; init; }

    /// <summary>Null when finished.</summary>
    public string? State { get; init; }
    public string? DeviceName { get; init; }
    public string? DeviceType { get; init; }
    public string? ClientName { get; init; }
    public string? ClientVersion { get; init; }
    public string? Platform { get; init; }
    public string? IpAddress { get; init; }
    public string? Location { get; init; }
    public string? StreamType { get; init; }
    public string? VideoDecision { get; init; }
    public string? AudioDecision { get; init; }
    public string? SubtitleDecision { get; init; }
    public IReadOnlyList<string>? TranscodeReasons { get; init; }
    public string? VideoCodec { get; init; }
    public string? AudioCodec { get; init; }
    public string? Resolution { get; init; }
    public string? StreamVideoCodec { get; init; }
    public string? StreamAudioCodec { get; init; }
    public string? StreamResolution { get; init; }
    public string? Container { get; init; }
    public int? BitrateKbps { get; init; }
    public double? BandwidthMbps { get; init; }

    /// <summary>No server tells what it sent: bitrate × watch time.</summary>
    public long? BytesEstimate { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public required double WatchedSeconds { get; init; }
    public required double PausedSeconds { get; init; }
    public required double BufferingSeconds { get; init; }
    public double? ProgressSeconds { get; init; }
    public double? DurationSeconds { get; init; }
    public double? PercentComplete { get; init; }
    public required bool Completed { get; init; }

    /// <summary>Null while it runs.</summary>
    public bool? IsShort { get; init; }

    /// <summary>The first play of the resumed ones; null while it runs.</summary>
    public string? ChainId { get; init; }

    /// <summary>observed, derived or inferred.</summary>
    public required string Certainty { get; init; }

    /// <summary>What a running session can be told: pause, resume, stop, message.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Only in the answer for one session.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StreamSides? Stream { get; init; }

    /// <summary>Only in the answer for one finished session.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SessionSegmentRow>? Segments { get; init; }

    public static SessionRow Of(HistoryRow row) => new()
    {
        Id = row.Id.ToString(),
        ServerId = row.ServerId.ToString(),
        ServerKind = Words.Of(row.ServerKind),
        ServerName = row.ServerName,
        UserId = row.UserId.ToString(),
        UserName = row.UserName,
        ViewerId = row.ViewerId.ToString(),
        ViewerName = row.ViewerName,
        ContentId = row.ItemId.ToString(),
        ContentType = Words.Of(row.Kind),
        Title = row.Title,
        ParentTitle = row.ParentTitle,
        GrandparentTitle = row.GrandparentTitle,
        SeasonNumber = row.SeasonNumber,
        EpisodeNumber = row.EpisodeNumber,
        Year = row.Year,
        ChannelName = row.ChannelName,
        DeviceName = row.DeviceName,
        DeviceType = row.DeviceType,
        ClientName = row.ClientName,
        ClientVersion = row.ClientVersion,
        Platform = row.Platform,
        IpAddress = row.IpAddress,
        Location = Words.Of(row.Location),
        StreamType = Words.Of(row.Decision),
        VideoDecision = Words.Of(row.Video),
        AudioDecision = Words.Of(row.Audio),
        SubtitleDecision = Words.Of(row.Subtitle),
        TranscodeReasons = Words.Reasons(row.TranscodeReasons),
        VideoCodec = row.VideoCodec,
        AudioCodec = row.AudioCodec,
        Resolution = row.Resolution,
        StreamVideoCodec = row.SentVideoCodec,
        StreamAudioCodec = row.SentAudioCodec,
        StreamResolution = row.SentResolution,
        Container = row.Container,
        BitrateKbps = row.BitrateKbps,
        BandwidthMbps = Words.Mbps(row.BandwidthKbps),
        BytesEstimate = ServedBytes.Of(row.BitrateKbps, row.BandwidthKbps, row.WatchedMs),
        StartedAt = row.StartedAt,
        StoppedAt = row.StoppedAt,
        WatchedSeconds = row.WatchedMs / 1000.0,
        PausedSeconds = row.PausedMs / 1000.0,
        BufferingSeconds = row.BufferingMs / 1000.0,
        ProgressSeconds = row.PositionMs / 1000.0,
        DurationSeconds = row.DurationMs / 1000.0,
        PercentComplete = row.PercentPermille / 10.0,
        Completed = row.Completed,
        IsShort = row.IsShort,
        ChainId = row.ChainId?.ToString(),
        Certainty = Words.Of(row.Certainty),
    };

    public static SessionRow Of(PlayDetails details) => Of(details.Row) with
    {
        Stream = StreamSides.Of(details.Stream),
        Segments = [.. details.Segments.Select(SessionSegmentRow.Of)],
    };

    public static SessionRow Of(LiveSession live, bool withStream = false)
    {
        var session = live.Session;
        var seen = session.Latest;
        var stream = session.Segment.Stream;
        return new()
        {
            Id = session.Id.ToString(),
            ServerId = session.ServerId.ToString(),
            ServerKind = Words.Of(live.ServerKind),
            ServerName = live.ServerName,
            UserId = live.UserId?.ToString(),
            UserName = seen.User.Name,
            ViewerId = live.ViewerId?.ToString(),
            ViewerName = live.PersonName,
            ContentId = live.ItemId?.ToString(),
            ContentType = Words.Of(seen.Media.Kind),
            Title = seen.Media.Title,
            ParentTitle = seen.Media.ParentTitle,
            GrandparentTitle = seen.Media.GrandparentTitle,
            SeasonNumber = seen.Media.SeasonNumber,
            EpisodeNumber = seen.Media.EpisodeNumber,
            Year = seen.Media.Year,
            ChannelName = seen.Media.ChannelName,
            State = Words.Of(session.Clocks.State),
            DeviceName = seen.Device.Name,
            DeviceType = seen.Device.DeviceType,
            ClientName = seen.Device.ClientName,
            ClientVersion = seen.Device.ClientVersion,
            Platform = seen.Device.Platform,
            IpAddress = seen.Network.Address,
            Location = Words.Of(seen.Network.Location),
            StreamType = Words.Of(stream.Decision),
            VideoDecision = Words.Of(stream.Video),
            AudioDecision = Words.Of(stream.Audio),
            SubtitleDecision = Words.Of(stream.Subtitle),
            TranscodeReasons = Words.Reasons(stream.TranscodeReasons),
            VideoCodec = stream.Source.VideoCodec,
            AudioCodec = stream.Source.AudioCodec,
            Resolution = stream.Source.Resolution,
            StreamVideoCodec = stream.Sent.VideoCodec,
            StreamAudioCodec = stream.Sent.AudioCodec,
            StreamResolution = stream.Sent.Resolution,
            Container = stream.Source.Container,
            BitrateKbps = stream.Sent.BitrateKbps ?? stream.Source.BitrateKbps,
            BandwidthMbps = Words.Mbps(seen.BandwidthKbps),
            BytesEstimate = ServedBytes.Of(session),
            StartedAt = session.StartedAt,
            WatchedSeconds = session.Clocks.WatchedMs / 1000.0,
            PausedSeconds = session.Clocks.PausedMs / 1000.0,
            BufferingSeconds = session.Clocks.BufferingMs / 1000.0,
            ProgressSeconds = session.Clocks.PositionMs / 1000.0,
            DurationSeconds = session.DurationMs / 1000.0,
            PercentComplete = session.DurationMs is > 0 and var duration && session.Clocks.PositionMs is { } position
                ? Math.Round(Math.Clamp(position * 100.0 / duration, 0, 100), 1)
                : null,
            Completed = session.Clocks.Completed,
            Certainty = Words.Of(PlayCertainty.Observed),
            Commands = ControlWords.Of(seen.Commands),
            Stream = withStream ? StreamSides.Of(stream) : null,
        };
    }
}

/// <summary>One side of a stream.</summary>
public sealed record SessionFormat(
    string? Container, string? VideoCodec, string? VideoProfile, int? Width, int? Height, string? Resolution, string? DynamicRange, int? BitDepth, double? FrameRate,
    string? AudioCodec, int? AudioChannels, string? AudioLanguage, string? SubtitleCodec, string? SubtitleLanguage, int? BitrateKbps)
{
    internal static SessionFormat Of(MediaFormat f) => new(
        f.Container, f.VideoCodec, f.VideoProfile, f.Width, f.Height, f.Resolution, f.DynamicRange, f.BitDepth, f.FrameRate,
        f.AudioCodec, f.AudioChannels, f.AudioLanguage, f.SubtitleCodec, f.SubtitleLanguage, f.BitrateKbps);
}

/// <param name="Source">The file.</param>
/// <param name="Sent">What the client gets.</param>
public sealed record StreamSides(string? ContainerDecision, string? HardwareDecoder, string? HardwareEncoder, SessionFormat Source, SessionFormat Sent)
{
    internal static StreamSides Of(StreamDetails d) => new(Words.Of(d.Container), d.HardwareDecoder, d.HardwareEncoder, SessionFormat.Of(d.Source), SessionFormat.Of(d.Sent));
}

/// <summary>A stretch with one quality.</summary>
public sealed record SessionSegmentRow(
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, double WatchedSeconds, double PausedSeconds, double BufferingSeconds, string? StreamType, StreamSides Stream)
{
    internal static SessionSegmentRow Of(SegmentRow s) => new(
        s.StartedAt, s.EndedAt, s.WatchedMs / 1000.0, s.PausedMs / 1000.0, s.BufferingMs / 1000.0, Words.Of(s.Stream.Decision), StreamSides.Of(s.Stream));
}

public sealed record SessionPage(IReadOnlyList<SessionRow> Items, long Total, int Page, int PageSize);

public sealed record ActiveSessions(IReadOnlyList<SessionRow> Items, int Total);
