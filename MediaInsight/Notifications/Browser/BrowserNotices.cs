using System.Collections.Immutable;

namespace MediaInsight.Notifications.Browser;

/// <param name="Number">Ever growing while the program runs.</param>
/// <param name="Key">The same message has the same key: a page shows it once.</param>
/// <param name="ForEveryone">Also to people who may not manage notifications.</param>
public sealed record BrowserNotice(long Number, string Key, Notice Notice, bool ForEveryone);

/// <summary>
/// What open pages show as notifications. A page remembers the number it has shown and asks for what came after it;
/// the signal says only that there is something. Nothing is kept beyond the newest: who has no page open misses it.
/// </summary>
public sealed class BrowserNotices
{
    private const int Kept = 50;
    private readonly Lock _gate = new();
    private ImmutableList<BrowserNotice> _notices = [];
    private long _last;

    /// <summary>Something came. Raised outside of any lock; must return at once.</summary>
    public event Action? Changed;

    /// <summary>Of the newest one; 0: none yet.</summary>
    public long Last => Interlocked.Read(ref _last);

    public IReadOnlyList<BrowserNotice> After(long number, bool isManager)
    {
        lock (_gate)
        {
            return [.. _notices.Where(n => n.Number > number && (isManager || n.ForEveryone))];
        }
    }

    internal void Publish(string key, Notice notice, bool forEveryone)
    {
        lock (_gate)
        {
            if (_notices.Any(n => n.Key == key))
            {
                return;
            }

            var number = _last + 1;
            Interlocked.Exchange(ref _last, number);
            var grown = _notices.Add(new(number, key, notice, forEveryone));
            _notices = grown.Count > Kept ? grown.RemoveAt(0) : grown;
        }

        Changed?.Invoke();
    }
}
