using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>Writes what happens between start and end of a play: the first buffering, pauses, hiccups of the network.</summary>
internal static class Script
{
    /// <param name="watch">Time to play; the segments' playing parts add up to it exactly.</param>
    /// <param name="pausesPerHour">How restless the viewer is.</param>
    public static List<Segment> Write(Dice dice, TimeSpan watch, bool away, double pausesPerHour)
    {
        var segments = new List<Segment> { new(PlaybackState.Buffering, away ? dice.Seconds(1.2, 7) : dice.Seconds(0.3, 2)) };
        var left = watch;
        while (left > TimeSpan.Zero)
        {
            var hiccups = away ? 1.2 : 0.1;
            var untilNext = dice.Seconds(200, 7200 / (0.2 + pausesPerHour + hiccups));
            if (untilNext + TimeSpan.FromSeconds(60) >= left)
            {
                segments.Add(new(PlaybackState.Playing, left));
                break;
            }

            segments.Add(new(PlaybackState.Playing, untilNext));
            left -= untilNext;
            segments.Add(dice.Next() * (pausesPerHour + hiccups) < hiccups
                ? new(PlaybackState.Buffering, dice.Seconds(2, 14))
                : new(PlaybackState.Paused, dice.Chance(0.7) ? dice.Seconds(15, 150) : dice.Seconds(180, 900)));
        }

        return segments;
    }

    /// <summary>The same script, cut off after <paramref name="limit"/>.</summary>
    public static List<Segment> Cut(List<Segment> segments, TimeSpan limit)
    {
        var cut = new List<Segment>();
        foreach (var segment in segments)
        {
            var length = segment.Length < limit ? segment.Length : limit;
            if (length <= TimeSpan.Zero)
            {
                break;
            }

            cut.Add(segment with { Length = length });
            limit -= length;
        }

        return cut;
    }

    public static TimeSpan Total(IEnumerable<Segment> segments) => segments.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length);
}
