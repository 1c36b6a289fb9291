namespace MediaInsight.Servers.MediaBrowser;

/// <summary>What matters of an announced list of sessions: who plays what, in which state and how. Positions move on by themselves.</summary>
internal sealed class SessionDigest
{
    private HashSet<Line>? _last;

    /// <summary>True when the list says something that the one before did not.</summary>
    public bool IsNew(IEnumerable<SessionDto?> sessions)
    {
        var now = sessions.OfType<SessionDto>().Where(s => s.NowPlayingItem is not null).Select(Line.Of).ToHashSet();
        var isNew = _last is null ? now.Count > 0 : !_last.SetEquals(now);
        _last = now;
        return isNew;
    }

    private sealed record Line(string? Session, string? User, string? Item, bool? IsPaused, string? Method, int? Audio, int? Subtitle, bool Converts, bool? VideoDirect, bool? AudioDirect)
    {
        public static Line Of(SessionDto session) => new(
            session.Id ?? session.DeviceId,
            session.UserId,
            session.NowPlayingItem?.Id ?? session.NowPlayingItem?.Name,
            session.PlayState?.IsPaused,
            session.PlayState?.PlayMethod,
            session.PlayState?.AudioStreamIndex,
            session.PlayState?.SubtitleStreamIndex,
            session.TranscodingInfo is not null,
            session.TranscodingInfo?.IsVideoDirect,
            session.TranscodingInfo?.IsAudioDirect);
    }
}
