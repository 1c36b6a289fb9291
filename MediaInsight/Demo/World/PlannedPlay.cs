using MediaInsight.Domain;

namespace MediaInsight.Demo;

internal readonly record struct Segment(PlaybackState State, TimeSpan Length);

/// <summary>One play from its first to its last moment; every question about it is a function of the instant.</summary>
internal sealed record PlannedPlay
{
    /// <summary>Tells two plays apart, and makes the product's session numbers.</summary>
    public required long Number { get; init; }
    public required Device Device { get; init; }
    public required CatalogueItem Item { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Zero for live television.</summary>
    public required TimeSpan StartPosition { get; init; }
    public required IReadOnlyList<Segment> Segments { get; init; }
    public required Delivery Delivery { get; init; }

    /// <summary>The viewer or the network chooses another quality on the way.</summary>
    public (TimeSpan After, Delivery Delivery)? Change { get; init; }
    public required string Address { get; init; }
    public required NetworkLocation Location { get; init; }

    public DateTimeOffset StoppedAt => StartedAt + Total(s => true);
    public TimeSpan Watched => Total(s => s == PlaybackState.Playing);
    public TimeSpan Paused => Total(s => s == PlaybackState.Paused);
    public TimeSpan Buffering => Total(s => s == PlaybackState.Buffering);

    public Delivery DeliveryAt(DateTimeOffset at) => Change is { } change && at - StartedAt >= change.After ? change.Delivery : Delivery;

    public bool RunsAt(DateTimeOffset at) => StartedAt <= at && at < StoppedAt;

    public PlaybackState StateAt(DateTimeOffset at) => SegmentAt(at).State;

    /// <summary>Played so far.</summary>
    public TimeSpan WatchedAt(DateTimeOffset at)
    {
        var watched = TimeSpan.Zero;
        var from = StartedAt;
        foreach (var (state, length) in Segments)
        {
            if (from >= at)
            {
                break;
            }

            if (state == PlaybackState.Playing)
            {
                watched += from + length <= at ? length : at - from;
            }

            from += length;
        }

        return watched;
    }

    public TimeSpan PositionAt(DateTimeOffset at) => Item.Kind == MediaKind.LiveTv ? TimeSpan.Zero : StartPosition + WatchedAt(at);

    /// <summary>When the present state began.</summary>
    public DateTimeOffset StateSince(DateTimeOffset at) => SegmentAt(at).From;

    /// <summary>The last time the app told the server how far it is: every <paramref name="interval"/> while playing, and when it pauses.</summary>
    public DateTimeOffset LastReport(DateTimeOffset at, TimeSpan interval)
    {
        var report = StartedAt;
        var from = StartedAt;
        foreach (var (state, length) in Segments)
        {
            if (from > at)
            {
                break;
            }

            var end = from + length;
            if (state == PlaybackState.Playing)
            {
                var until = end < at ? end : at;
                var rounds = (until - from).Ticks / interval.Ticks;
                if (rounds > 0) { report = from + (interval * rounds); }
                if (end <= at) { report = end; }
            }

            from = end;
        }

        return report;
    }

    private (PlaybackState State, DateTimeOffset From) SegmentAt(DateTimeOffset at)
    {
        var from = StartedAt;
        foreach (var (state, length) in Segments)
        {
            if (at < from + length)
            {
                return (state, from);
            }

            from += length;
        }

        return (PlaybackState.Paused, from);
    }

    private TimeSpan Total(Func<PlaybackState, bool> of) => Segments.Where(s => of(s.State)).Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length);
}
