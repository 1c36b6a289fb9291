namespace MediaInsight.Sessions;

/// <summary>No server tells what it sent: an estimate, as statistics count it.</summary>
public static class ServedBytes
{
    /// <summary>Bitrate × watch time; where no bitrate is told, the bandwidth that the server reserved. Null when neither is.</summary>
    public static long? Of(int? bitrateKbps, int? bandwidthKbps, long watchedMs) =>
        bitrateKbps is > 0 and var bitrate ? watchedMs * bitrate / 8 : bandwidthKbps is { } bandwidth ? watchedMs * bandwidth / 8 : null;

    public static long? Of(ActiveSession session) =>
        Of(session.Segment.Stream.Sent.BitrateKbps ?? session.Segment.Stream.Source.BitrateKbps, session.Latest.BandwidthKbps, session.Clocks.WatchedMs);
}
