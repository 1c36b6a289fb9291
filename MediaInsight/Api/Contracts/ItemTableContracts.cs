using MediaInsight.Analytics;

namespace MediaInsight.Api.Contracts;

/// <summary>The versions of a title.</summary>
public sealed record ItemFileListing(IReadOnlyList<ItemFileAnswer> Items, int Total);

/// <summary>What lies directly in a title, in its order.</summary>
public sealed record ItemContentListing(IReadOnlyList<ItemContentAnswer> Items, int Total);

/// <param name="Number">Of a season, episode or track.</param>
/// <param name="Titles">Playable titles in it that are listed; 0 for what is played itself.</param>
/// <param name="LastPlayedAt">Null: not played, by those the reader sees.</param>
public sealed record ItemContentAnswer(
    string Id, string ContentType, string Title, int? Number, int? Year, int Titles, double? DurationSeconds, long? SizeBytes, long Plays, DateTimeOffset? LastPlayedAt, DateTimeOffset? RemovedAt)
{
    internal static ItemContentAnswer Of(ItemChild child) => new(
        child.Id.ToString(), Words.Of(child.Kind), child.Title, child.Number, child.Year, child.Below, child.DurationMs / 1000.0, child.SizeBytes, child.Plays, child.LastPlayedAt, child.RemovedAt);
}
