namespace MediaInsight.Api.Contracts;

/// <summary>One line of a review's tables as a file.</summary>
/// <param name="Part">total, before, movies, shows, …, genres, months, hours, weekdays, players, device_types or people.</param>
/// <param name="Place">From 1, in the order of the page.</param>
public sealed record ReviewLine(string Part, int Place, string Id, string? Label, string? Detail, long Plays, double WatchedSeconds)
{
    internal static IEnumerable<ReviewLine> Of(ReviewAnswer review)
    {
        yield return new("total", 1, "", review.ViewerName, null, review.Total.Plays, review.Total.WatchedSeconds);
        yield return new("before", 1, "", null, null, review.Before.Figures.Plays, review.Before.Figures.WatchedSeconds);
        (string Part, IReadOnlyList<StatisticRowAnswer> Rows)[] tables =
        [
            .. review.Tops.Select(t => (t.Shelf, t.Rows)), ("genres", review.Genres), ("months", review.Months), ("hours", review.Hours), ("weekdays", review.Weekdays),
            ("players", review.Players), ("device_types", review.DeviceTypes), ("people", review.People),
        ];
        foreach (var (part, rows) in tables)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                yield return new(part, i + 1, rows[i].Key.Id, rows[i].Key.Label, rows[i].Key.Detail, rows[i].Figures.Plays, rows[i].Figures.WatchedSeconds);
            }
        }
    }
}
