using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;

namespace MediaInsight.Components.Pages.Activity;

/// <summary>The figures above the cards. Bandwidth in kbit/s as servers reserve it; where one tells none, the bitrate that is sent.</summary>
public sealed record ActivityTotals
{
    public int Streams { get; private init; }
    public int People { get; private init; }
    public int Playing { get; private init; }
    public int Paused { get; private init; }

    /// <summary>Buffering, or not begun yet.</summary>
    public int Loading { get; private init; }
    public int DirectPlay { get; private init; }
    public int DirectStream { get; private init; }
    public int Transcode { get; private init; }
    public long LanKbps { get; private init; }
    public long WanKbps { get; private init; }

    /// <summary>Of streams that nobody placed.</summary>
    public long ElsewhereKbps { get; private init; }

    public long AllKbps => LanKbps + WanKbps + ElsewhereKbps;

    /// <summary>What is read out when it changes; the figures are not.</summary>
    public string Summary => (Streams, People) switch
    {
        (0, _) => "Nobody is watching.",
        (1, _) => "1 person is watching.",
        (_, 1) => $"1 person is watching, on {Streams} streams.",
        var (streams, people) when streams > people => $"{people} people are watching, on {streams} streams.",
        var (_, people) => $"{people} people are watching.",
    };

    public static ActivityTotals Of(IReadOnlyCollection<LiveSession> sessions) => new()
    {
        Streams = sessions.Count,
        People = sessions.Select(s => s.ViewerId is { } id ? (object)id : s.PersonName).Distinct().Count(),
        Playing = sessions.Count(s => s.Session is { IsPending: false, Latest.State: PlaybackState.Playing }),
        Paused = sessions.Count(s => s.Session is { IsPending: false, Latest.State: PlaybackState.Paused }),
        Loading = sessions.Count(s => s.Session.IsPending || s.Session.Latest.State == PlaybackState.Buffering),
        DirectPlay = sessions.Count(s => s.Session.Latest.Stream.Decision == StreamDecision.DirectPlay),
        DirectStream = sessions.Count(s => s.Session.Latest.Stream.Decision == StreamDecision.DirectStream),
        Transcode = sessions.Count(s => s.Session.Latest.Stream.Decision == StreamDecision.Transcode),
        LanKbps = sessions.Where(s => s.Session.Latest.Network.Location == NetworkLocation.Lan).Sum(Bandwidth),
        WanKbps = sessions.Where(s => s.Session.Latest.Network.Location == NetworkLocation.Wan).Sum(Bandwidth),
        ElsewhereKbps = sessions.Where(s => s.Session.Latest.Network.Location is null).Sum(Bandwidth),
    };

    internal static long Bandwidth(LiveSession session) => BandwidthOf(session) ?? 0;

    /// <summary>kbit/s; null when not told.</summary>
    internal static long? BandwidthOf(LiveSession session) => session.Session.Latest is var s ? s.BandwidthKbps ?? s.Stream.Sent.BitrateKbps : null;
}
