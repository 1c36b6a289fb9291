using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Turns one answer of GET /Sessions into what is playing.</summary>
/// <param name="ownDeviceId">The session of this program itself is left out.</param>
internal sealed class SessionMapper(Dialect dialect, string ownDeviceId)
{
    /// <summary>Below this a difference between two clocks is the rounding of the Date header.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OldestReport = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan NewestReport = TimeSpan.FromMinutes(1);

    /// <summary>Players without account: DLNA renderers, and whatever plays by an API key. They are watched all the same.</summary>
    private static readonly SessionUser Nobody = new("0", "Unknown");

    private readonly TranscodeMemory _memory = new();

    /// <param name="clockOffset">The server's clock minus ours, when told.</param>
    public SessionsReading Map(IEnumerable<SessionDto?> sessions, DateTimeOffset now, TimeSpan? clockOffset)
    {
        var playing = new Dictionary<SessionKey, SessionSnapshot>();
        var idle = new HashSet<string>(StringComparer.Ordinal);
        foreach (var session in sessions)
        {
            if (session is null || SlotOf(session) is not { } slot)
            {
                continue;
            }

            if (session.NowPlayingItem is not { } item)
            {
                // PlayState is kept after a stop, PlayMethod included: only the item tells. This program itself never
                // plays; somebody who borrows its device id to hide is shown.
                if (session.DeviceId != ownDeviceId)
                {
                    idle.Add(slot);
                }
            }
            else if (item != ItemDto.Unreadable)
            {
                var snapshot = Map(session, slot, UserOf(session), item, now, clockOffset);
                playing.TryAdd(snapshot.Key, snapshot);
            }
        }

        _memory.ForgetOld(now);
        return new([.. playing.Values], idle);
    }

    private SessionSnapshot Map(SessionDto session, string slot, SessionUser user, ItemDto item, DateTimeOffset now, TimeSpan? clockOffset)
    {
        var state = session.PlayState;
        var media = ItemMapper.Map(item);
        var key = new SessionKey(slot, user.ExternalId, media.ExternalId);
        var isAudio = media.Kind.IsAudio() || string.Equals(item.MediaType, "Audio", StringComparison.OrdinalIgnoreCase);
        var listed = StreamMapper.OwnTranscoding(session.TranscodingInfo, isAudio);
        var stream = StreamMapper.Map(item, state, Transcoding(key, listed, state, now), isAudio, dialect);
        return new()
        {
            Key = key,
            ControlId = session.SupportsRemoteControl == false ? null : WireValues.Id(session.Id),
            Commands = WireValues.Id(session.Id) is null ? SessionCommands.None : RemoteControl.CommandsOf(session),
            User = user,
            Device = DeviceOf(session),
            Media = media,
            State = state?.IsPaused == true ? PlaybackState.Paused : PlaybackState.Playing,
            Position = WireValues.Position(state?.PositionTicks),
            Duration = media.Kind == MediaKind.LiveTv ? null : WireValues.Duration(item.RunTimeTicks),
            Stream = stream,
            Transcode = StreamMapper.Progress(listed),
            Network = Addresses.Normalize(HostOf(session.RemoteEndPoint)) is { } address ? new(address) : NetworkRef.Unknown,
            BandwidthKbps = stream.Sent.BitrateKbps ?? stream.Source.BitrateKbps,
            LastClientReportAt = OnOurClock(dialect.LastReportOf(session), now, clockOffset),
        };
    }

    private TranscodingDto? Transcoding(SessionKey key, TranscodingDto? listed, PlayStateDto? state, DateTimeOffset now)
    {
        if (listed is not null)
        {
            _memory.Remember(key, listed, now);
            return listed;
        }

        return string.Equals(state?.PlayMethod, "Transcode", StringComparison.OrdinalIgnoreCase) ? _memory.Recall(key, now) : null;
    }

    /// <summary>The server's id; where it is missing the device and its app, which the id is made of.</summary>
    private static string? SlotOf(SessionDto session) =>
        WireValues.Id(session.Id)
        ?? (WireValues.Id(session.DeviceId) is { } device ? $"{Text.Clean(session.Client, Text.MaxName)}/{device}" : null);

    private static SessionUser UserOf(SessionDto session)
    {
        var name = Text.Clean(session.UserName, Text.MaxName);
        return WireValues.Id(session.UserId) is { } id
            ? new(id, name ?? Nobody.Name, ImageKey.User(id, session.UserPrimaryImageTag))
            : name is null ? Nobody : new("name:" + name, name);
    }

    /// <summary>A renderer that the server found in the network is told by where it describes itself: "http://192.168.1.31:49154/desc.xml".</summary>
    private static string? HostOf(string? endPoint) =>
        endPoint?.Contains("://", StringComparison.Ordinal) == true && Uri.TryCreate(endPoint, UriKind.Absolute, out var page) ? page.Host : endPoint;

    private static DeviceRef DeviceOf(SessionDto session) => new()
    {
        ExternalId = Text.Clean(session.DeviceId, Text.MaxName),
        Name = Text.Clean(session.DeviceName, Text.MaxName),
        ClientName = Text.Clean(session.Client, Text.MaxName),
        ClientVersion = Text.Clean(session.ApplicationVersion, Text.MaxName),
        Platform = Text.Clean(session.DeviceType, Text.MaxName),
    };

    private static DateTimeOffset? OnOurClock(DateTimeOffset? reported, DateTimeOffset now, TimeSpan? offset)
    {
        if (reported is not { } at)
        {
            return null;
        }

        if (offset is { } o && o.Duration() > ClockTolerance)
        {
            at -= o;
        }

        return now - at <= OldestReport && at - now <= NewestReport ? at : null;
    }
}
