using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Components.Pages.History;

/// <param name="Share">Of the whole bar, 0–1, as CSS writes it.</param>
/// <param name="Decision">Null: paused or buffering at the end of a stretch.</param>
public sealed record TimelinePart(string Share, StreamDecision? Decision, bool IsRest, string Words);

/// <summary>A play as a bar: each stretch with one quality, then how long it stood still in it.</summary>
public static class PlayTimeline
{
    public static IReadOnlyList<TimelinePart> Of(IReadOnlyList<SegmentRow> segments, Func<long, string> duration, Func<StreamDetails, string> words)
    {
        var whole = segments.Sum(s => s.WatchedMs + s.PausedMs + s.BufferingMs);
        if (whole <= 0)
        {
            return [];
        }

        var parts = new List<TimelinePart>();
        foreach (var segment in segments)
        {
            Add(segment.WatchedMs, segment.Stream.Decision, false, $"{words(segment.Stream)}, {duration(segment.WatchedMs)}");
            Add(segment.PausedMs, null, true, $"Paused, {duration(segment.PausedMs)}");
            Add(segment.BufferingMs, null, true, $"Buffering, {duration(segment.BufferingMs)}");
        }

        return parts;

        void Add(long ms, StreamDecision? decision, bool isRest, string what)
        {
            if (ms > 0)
            {
                parts.Add(new(((double)ms / whole).ToString("0.####", CultureInfo.InvariantCulture), decision, isRest, what));
            }
        }
    }
}
