using MediaInsight.Alerting.Facts;
using MediaInsight.Domain;

namespace MediaInsight.Alerting.Rules;

/// <summary>Counts what a rule says to events that come one after the other, in bounded memory.</summary>
internal sealed class Trial(ActiveRule rule, TimeZoneInfo zone, DateTimeOffset now)
{
    private readonly TimeSpan _pause = TimeSpan.FromMinutes(rule.Draft.CooldownMinutes);
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _once = new(StringComparer.Ordinal);
    private readonly Queue<(Occurrence Occurrence, TrialOutcome Outcome)> _newest = new();
    private readonly SortedDictionary<DateOnly, (int Told, int Cooling)> _days = [];
    private int _toldCount;
    private int _cooling;

    /// <summary>Events looked through.</summary>
    public int Events { get; set; }

    /// <summary>Of them left out, for they cannot be read.</summary>
    public int Unreadable { get; set; }

    public void Take(Occurrence occurrence)
    {
        if (!rule.Means(occurrence, now) || (occurrence.Once is { } once && _once.Contains(once)))
        {
            return;
        }

        var at = rule.DueAt(occurrence.Values);
        var key = rule.CooldownKey(occurrence.Values, 0);
        var isCooling = _pause > TimeSpan.Zero && _told.TryGetValue(key, out var last) && at - last < _pause;
        if (!isCooling)
        {
            _told[key] = at;
            if (occurrence.Once is { } first)
            {
                _once.Add(first);
            }
        }

        var day = SiteDays.Of(at, zone);
        var sums = _days.GetValueOrDefault(day);
        _days[day] = isCooling ? (sums.Told, sums.Cooling + 1) : (sums.Told + 1, sums.Cooling);
        (_toldCount, _cooling) = isCooling ? (_toldCount, _cooling + 1) : (_toldCount + 1, _cooling);
        _newest.Enqueue((occurrence, isCooling ? TrialOutcome.CoolingDown : TrialOutcome.Told));
        if (_newest.Count > DryRun.MaxMessages)
        {
            _newest.Dequeue();
        }
    }

    public TrialResult Result(DateTimeOffset from, bool isCut) => new(
        from, now, Events, _toldCount, _cooling,
        [.. _newest.Reverse().Select(n => new TrialMessage(n.Occurrence.Number, n.Occurrence.Values.Topic, n.Occurrence.Values.At, n.Outcome, rule.Write(n.Occurrence.Values)))],
        [.. _days.Select(d => new TrialDay(d.Key, d.Value.Told, d.Value.Cooling))], isCut, [])
    { Unreadable = Unreadable };
}
