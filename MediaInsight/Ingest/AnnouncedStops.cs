using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>
/// Stops that a server announced, until a reading bears them out: a session that was announced as stopped and is no longer
/// listed has ended on purpose and is not waited for. Of one server; told by its listener, asked by its pump.
/// </summary>
internal sealed class AnnouncedStops(TimeProvider time)
{
    /// <summary>A reading may still list for a moment what has been stopped; later the word is about something else.</summary>
    private static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(15);

    private const int Max = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _announced = new(StringComparer.Ordinal);
    private HashSet<string> _slots = new(StringComparer.Ordinal);

    /// <param name="slotPrefix">What the slot of the session's key begins with.</param>
    public void Add(string slotPrefix)
    {
        lock (_lock)
        {
            if (_announced.Count < Max)
            {
                _announced[slotPrefix] = time.GetUtcNow();
            }
        }
    }

    /// <summary>The reading, with the slots that were left on purpose since the one before.</summary>
    public SessionsReading BearOut(SessionsReading reading)
    {
        lock (_lock)
        {
            var listed = reading.Sessions.Select(s => s.Key.Slot).ToHashSet(StringComparer.Ordinal);
            var left = new HashSet<string>(reading.IdleSlots, StringComparer.Ordinal);
            foreach (var (prefix, at) in _announced)
            {
                var ended = _slots.Where(s => s.StartsWith(prefix, StringComparison.Ordinal) && !listed.Contains(s)).ToList();
                left.UnionWith(ended);
                if (ended.Count > 0 || time.GetUtcNow() - at > ValidFor)
                {
                    _announced.Remove(prefix);
                }
            }

            _slots = listed;
            return left.Count == reading.IdleSlots.Count ? reading : reading with { IdleSlots = left };
        }
    }
}
