using MediaInsight.History.Privacy;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Ingest;

/// <summary>Takes out of sessions what must not be known of them.</summary>
internal static class Discreet
{
    /// <summary>Before anything remembers the addresses: what is not kept is not shown either.</summary>
    public static ServerSnapshot Shortened(ServerSnapshot snapshot, PrivacySettings privacy) =>
        privacy.Addresses == AddressKeeping.Full
            ? snapshot
            : snapshot with { Sessions = [.. snapshot.Sessions.Select(s => s with { Network = s.Network with { Address = privacy.Keep(s.Network.Address) } })] };

    public static ActiveSession Incognito(ActiveSession session, string pseudonym) => session with { Latest = Redaction.Incognito(session.Latest, pseudonym) };

    public static LiveSession Private(ActiveSession session, MediaServer server)
    {
        var shown = session with
        {
            Latest = Redaction.Private(session.Latest),
            Clocks = session.Clocks with { PositionMs = null, FurthestMs = null },
            Segment = session.Segment with { Stream = Redaction.Anonymous(session.Segment.Stream) },
            StartPositionMs = null,
        };
        return new(shown, server.Name, server.Kind, server.IsDemo, null, null, Redaction.PrivateSession, null) { IsPrivate = true };
    }
}
