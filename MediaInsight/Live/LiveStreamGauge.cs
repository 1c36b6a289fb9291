using MediaInsight.Domain;
using MediaInsight.Monitoring;

namespace MediaInsight.Live;

/// <summary>Counts what plays for the samples of the machine.</summary>
internal sealed class LiveStreamGauge(LiveSessions live) : IStreamGauge
{
    public StreamCounts Read()
    {
        var sessions = live.Feed.Current.Sessions;
        return new(sessions.Length, sessions.Count(s => s.Session.Segment.Stream.Decision == StreamDecision.Transcode));
    }
}
