using System.Collections.Concurrent;

namespace MediaInsight.Components;

/// <summary>
/// Carries what a page read while prerendering to the same page when it becomes live, a second later: without it the
/// figures would be read twice and flicker in between. Only the key travels through the browser: what a page persists
/// itself must fit into one message of the circuit, and a year of days does not.
/// </summary>
public sealed class Handover(TimeProvider time)
{
    /// <summary>Pages that never become live (a crawler, a closed tab) are forgotten.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private const int MaxKept = 200;

    private readonly ConcurrentDictionary<Guid, (object Value, DateTimeOffset At)> _values = new();

    /// <summary>Null when too many wait already: the page then reads again.</summary>
    public Guid? Put(object value)
    {
        var now = time.GetUtcNow();
        foreach (var (old, entry) in _values)
        {
            if (now - entry.At > Kept)
            {
                _values.TryRemove(old, out _);
            }
        }

        if (_values.Count >= MaxKept)
        {
            return null;
        }

        var key = Guid.CreateVersion7(now);
        _values[key] = (value, now);
        return key;
    }

    /// <summary>Once; null when there is nothing (any more).</summary>
    public T? Take<T>(Guid? key) where T : class =>
        key is { } id && _values.TryRemove(id, out var entry) && time.GetUtcNow() - entry.At <= Kept ? entry.Value as T : null;
}
