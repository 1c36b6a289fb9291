using MediaInsight.Domain;
using MediaInsight.History.Privacy;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Ingest;

/// <summary>Takes out of sessions what must not be known of them.</summary>
internal static class Discreet
{
    public const string PrivateSession = "Private session";

    /// <summary>Before anything remembers the addresses: what is not kept is not shown either.</summary>
    public static ServerSnapshot Shortened(ServerSnapshot snapshot, PrivacySettings privacy) =>
        privacy.Addresses == AddressKeeping.Full
            ? snapshot
            : snapshot with { Sessions = [.. snapshot.Sessions.Select(s => s with { Network = s.Network with { Address = privacy.Keep(s.Network.Address) } })] };

    /// <summary>Somebody incognito: what is watched stays, who watches is a pseudonym.</summary>
    public static ActiveSession Incognito(ActiveSession session, string pseudonym) => session with
    {
        Latest = session.Latest with
        {
            User = new(session.Latest.User.ExternalId, pseudonym),
            Device = session.Latest.Device with { Name = null, ExternalId = null },
            Network = session.Latest.Network with { Address = null },
        },
    };

    /// <summary>Not recorded: that something is sent, how and how much, so that totals stay right; neither who nor what.</summary>
    public static LiveSession Private(ActiveSession session, MediaServer server)
    {
        var latest = session.Latest;
        var shown = session with
        {
            Latest = latest with
            {
                User = new("", PrivateSession),
                Device = new(),
                Media = new() { ExternalId = "", Kind = latest.Media.Kind, Title = PrivateSession },
                Position = null,
                Duration = null,
                Chapter = null,
                Network = new(null, latest.Network.Location, latest.Network.Relayed, latest.Network.Secure),
                Stream = Anonymous(latest.Stream),
            },
            Clocks = session.Clocks with { PositionMs = null, FurthestMs = null },
            Segment = session.Segment with { Stream = Anonymous(session.Segment.Stream) },
            StartPositionMs = null,
        };
        return new(shown, server.Name, server.Kind, server.IsDemo, null, null, PrivateSession, null) { IsPrivate = true };
    }

    private static StreamDetails Anonymous(StreamDetails stream) => new()
    {
        Decision = stream.Decision,
        Video = stream.Video,
        Audio = stream.Audio,
        Sent = new() { BitrateKbps = stream.Sent.BitrateKbps },
        Source = new() { BitrateKbps = stream.Source.BitrateKbps },
    };
}
