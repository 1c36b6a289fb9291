using MediaInsight.Domain;

namespace MediaInsight.Analytics.Statistics;

/// <param name="Title">What the person watched most; null when nothing of it is known.</param>
public sealed record PersonsFavourite(StatisticRow Person, StatisticRow? Title);

/// <param name="Before">Of the previous period; null without comparison.</param>
/// <param name="People">Those who watched most, most first.</param>
public sealed record WhoWatchedWhatResult(StatisticFigures Total, StatisticFigures? Before, IReadOnlyList<PersonsFavourite> People);

/// <summary>Who watched most, what they watched most, and how it was sent.</summary>
public sealed class WhoWatchedWhat(StatisticReader reader)
{
    /// <param name="persons">0: only the totals.</param>
    public async Task<WhoWatchedWhatResult> ReadAsync(FilterWords words, TimeZoneInfo zone, DateOnly today, ReadScope scope, int persons, CancellationToken cancellationToken)
    {
        Task<StatisticResult> Ask(StatisticRequest request) => reader.ReadAsync(request, zone, today, scope, cancellationToken);

        var total = (await Ask(new() { Filter = words.Filter, WithViewers = true })).Total;
        var before = words.Compared is { } former ? (await Ask(new() { Filter = former, WithViewers = true })).Total : (StatisticFigures?)null;
        var people = new List<PersonsFavourite>();
        if (persons > 0)
        {
            foreach (var person in (await Ask(new() { Filter = words.Filter, By = StatisticSplit.Viewer, Limit = persons })).Rows)
            {
                var titles = person.Key.Viewer is { } viewer
                    ? await Ask(new() { Filter = words.Filter with { Viewer = viewer }, By = StatisticSplit.Title, Limit = 1 })
                    : null;
                people.Add(new(person, titles is { Rows: [var title, ..] } ? title : null));
            }
        }

        return new(total, before, people);
    }
}
