using MediaInsight.Components.Pages.Activity;
using MediaInsight.Domain;
using MediaInsight.Tests.Components.Media;

namespace MediaInsight.Tests.Components.Pages.Activity;

public sealed class ActivityTotalsTests
{
    [Fact]
    public void Streams_are_counted_by_state_decision_and_place()
    {
        var remote = Samples.Snapshot() with
        {
            State = PlaybackState.Paused,
            Network = new("203.0.113.1", NetworkLocation.Wan),
            BandwidthKbps = null,
            Stream = new() { Decision = StreamDecision.Transcode, Sent = new() { BitrateKbps = 4000 } },
        };
        var starting = Samples.Session(Samples.Snapshot() with { Network = NetworkRef.Unknown }, number: 3, change: s => s with { IsPending = true });

        var totals = ActivityTotals.Of([Samples.Session(), Samples.Session(remote, number: 2, viewer: 2, person: "Bob"), starting]);

        Assert.Equal((3, 2, 1, 1, 1), (totals.Streams, totals.People, totals.Playing, totals.Paused, totals.Loading));
        Assert.Equal((2, 0, 1), (totals.DirectPlay, totals.DirectStream, totals.Transcode));
        Assert.Equal((8000, 4000, 8000, 20000), (totals.LanKbps, totals.WanKbps, totals.ElsewhereKbps, totals.AllKbps));
        Assert.Equal("2 people are watching, on 3 streams.", totals.Summary);
    }

    [Fact]
    public void The_summary_speaks_of_people()
    {
        Assert.Equal("Nobody is watching.", ActivityTotals.Of([]).Summary);
        Assert.Equal("1 person is watching.", ActivityTotals.Of([Samples.Session()]).Summary);
        Assert.Equal("1 person is watching, on 2 streams.", ActivityTotals.Of([Samples.Session(), Samples.Session(number: 2)]).Summary);
        Assert.Equal("2 people are watching.", ActivityTotals.Of([Samples.Session(), Samples.Session(number: 2, viewer: 2)]).Summary);
    }
}
