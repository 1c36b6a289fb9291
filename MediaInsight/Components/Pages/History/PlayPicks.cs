using MediaInsight.History;
using MediaInsight.History.Changes;

namespace MediaInsight.Components.Pages.History;

/// <summary>Which plays of the list are ticked: single ones, also over several pages, or all that the filter finds.</summary>
public sealed class PlayPicks
{
    private readonly HashSet<long> _numbers = [];
    private long? _last;

    /// <summary>All that the filter finds, whatever is ticked.</summary>
    public bool IsAll { get; private set; }

    public bool IsEmpty => !IsAll && _numbers.Count == 0;

    /// <param name="total">What the filter finds.</param>
    public long Count(long total) => IsAll ? Math.Min(total, PlaySelection.Max) : _numbers.Count;

    public bool Has(long number) => IsAll || _numbers.Contains(number);

    /// <summary>Null: some of them.</summary>
    public bool? HasPage(IReadOnlyList<HistoryRow> page) => page.Count > 0 && page.All(r => Has(r.Number)) ? true : page.Any(r => Has(r.Number)) ? null : false;

    /// <param name="number">The row that was ticked or cleared.</param>
    /// <param name="page">The rows on the page, in their order.</param>
    /// <param name="isRange">From the row ticked before to this one.</param>
    public void Toggle(long number, IReadOnlyList<HistoryRow> page, bool isRange)
    {
        if (IsAll)
        {
            // "All but this one" begins with what is in sight.
            IsAll = false;
            _numbers.UnionWith(page.Select(r => r.Number));
        }

        var numbers = page.Select(r => r.Number).ToList();
        var (from, to) = (isRange && _last is { } last ? numbers.IndexOf(last) : -1, numbers.IndexOf(number));
        var tick = !_numbers.Contains(number);
        foreach (var one in from >= 0 && to >= 0 ? numbers[Math.Min(from, to)..(Math.Max(from, to) + 1)] : [number])
        {
            if (tick)
            {
                _numbers.Add(one);
            }
            else
            {
                _numbers.Remove(one);
            }
        }

        _last = number;
    }

    public void TogglePage(IReadOnlyList<HistoryRow> page)
    {
        var tick = HasPage(page) != true;
        IsAll = false;
        foreach (var row in page)
        {
            if (tick)
            {
                _numbers.Add(row.Number);
            }
            else
            {
                _numbers.Remove(row.Number);
            }
        }
    }

    public void TakeAll() => IsAll = true;

    public void Clear()
    {
        IsAll = false;
        _numbers.Clear();
        _last = null;
    }

    public PlaySelection Selection(HistoryFilter filter) => IsAll ? PlaySelection.Matching(filter) : PlaySelection.Of([.. _numbers]);
}
