using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;

namespace MediaInsight.Components.Pages.Dashboard;

/// <summary>What plays now, in figures.</summary>
/// <param name="BandwidthKbps">Null: no server tells.</param>
public sealed record LiveTotals(int Playing, int Paused, int People, int Transcodes, long? BandwidthKbps, long? OutsideKbps)
{
    public int Sessions => Playing + Paused;

    public string Summary => Sessions == 0
        ? "Nobody is watching."
        : string.Create(CultureInfo.InvariantCulture, $"{(People == 1 ? "1 person is" : $"{People} people are")} watching{(Paused > 0 ? $", {Paused} paused" : "")}.");

    public static LiveTotals Of(IReadOnlyList<LiveSession> sessions)
    {
        var paused = sessions.Count(s => s.Session.Clocks.State == PlaybackState.Paused);
        return new(
            sessions.Count - paused,
            paused,
            sessions.Select(s => s.ViewerId?.ToString() ?? $"{s.Session.ServerId}/{s.PersonName}").Distinct().Count(),
            sessions.Count(s => s.Session.Segment.Stream.Decision == StreamDecision.Transcode),
            Sum(sessions),
            Sum([.. sessions.Where(s => s.Session.Latest.Network.Location == NetworkLocation.Wan)]));
    }

    public string? Outside => OutsideKbps is > 0 ? Formats.Bitrate(OutsideKbps) + " outside" : BandwidthKbps is > 0 ? "all at home" : null;

    private static long? Sum(IReadOnlyList<LiveSession> sessions)
    {
        // A paused player asks for nothing more.
        var told = sessions.Where(s => s.Session.Clocks.State != PlaybackState.Paused).Select(s => s.Session.Latest.BandwidthKbps).OfType<int>().ToList();
        return told.Count == 0 ? (sessions.Count == 0 ? 0 : null) : told.Sum(t => (long)t);
    }
}
