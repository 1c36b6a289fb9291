using System.Collections.Concurrent;
using MediaInsight.History.InMemory;

namespace MediaInsight.Analytics.Viewing;

/// <summary>
/// The most at once on the days of whole weeks that were asked for, kept beside the plays in memory: a week is swept again when
/// a block that reaches into it has changed, and only then.
/// </summary>
internal sealed class KeptPeaks
{
    private const int Week = 7;

    /// <summary>Filters and zones; of more all are forgotten.</summary>
    private const int MostQuestions = 32;

    private readonly ConcurrentDictionary<Question, ConcurrentDictionary<int, Stretch>> _known = new();

    /// <summary>Fewer blocks are swept as fast.</summary>
    public int LeastBlocks { get; set; } = 8;

    /// <param name="from">First day.</param>
    /// <param name="starts">Unix ms: begin of every day, and the end of the last one.</param>
    /// <param name="sweep">The days of such a stretch.</param>
    public ConcurrencyPeak[] Read(PlayIndexReading reading, PlaySelection selection, DateOnly from, TimeZoneInfo zone, long[] starts, Func<long[], ConcurrencyPeak[]> sweep)
    {
        if (reading.Blocks.Count < LeastBlocks || selection.Columns is null)
        {
            return sweep(starts);
        }

        var known = Of(new(zone.Id, selection.Server, selection.Library, selection.Kind, selection.Decision));
        var peaks = new ConcurrencyPeak[starts.Length - 1];
        var unknown = 0;
        for (var day = (Week - (from.DayNumber % Week)) % Week; day + Week <= peaks.Length; day += Week)
        {
            if (known.TryGetValue((from.DayNumber + day) / Week, out var stretch) && stretch.Stamps.AsSpan().SequenceEqual(Stamps(reading, selection, starts[day], starts[day + Week])))
            {
                Sweep(unknown, day);
                stretch.Days.CopyTo(peaks, day);
                unknown = day + Week;
            }
        }

        Sweep(unknown, peaks.Length);
        return peaks;

        // What is not known, at a stretch.
        void Sweep(int first, int end)
        {
            if (first >= end)
            {
                return;
            }

            sweep(starts[first..(end + 1)]).CopyTo(peaks, first);
            for (var day = first + ((Week - ((from.DayNumber + first) % Week)) % Week); day + Week <= end; day += Week)
            {
                known[(from.DayNumber + day) / Week] = new(Stamps(reading, selection, starts[day], starts[day + Week]), peaks[day..(day + Week)]);
            }
        }
    }

    private ConcurrentDictionary<int, Stretch> Of(Question question)
    {
        if (_known.Count >= MostQuestions && !_known.ContainsKey(question))
        {
            _known.Clear();
        }

        return _known.GetOrAdd(question, static _ => new());
    }

    /// <summary>Of the blocks that reach into a stretch.</summary>
    private static long[] Stamps(PlayIndexReading reading, PlaySelection selection, long from, long before)
    {
        var stretch = selection with { FromMs = from, BeforeMs = before };
        return [.. reading.Blocks.Where(b => !stretch.Misses(b)).Select(b => b.Stamp)];
    }

    private readonly record struct Question(string Zone, int Server, int Library, int Kind, int Decision);

    /// <param name="Stamps">Of the blocks it was swept from.</param>
    private sealed record Stretch(long[] Stamps, ConcurrencyPeak[] Days);
}
