using MediaInsight.Analytics;

namespace MediaInsight.Api.Contracts;

/// <summary>A title of a library. The format is that of its file with the largest picture.</summary>
public sealed record LibraryItemAnswer(
    string Id, string ContentType, string Title, string? ParentTitle, string? GrandparentTitle, int? SeasonNumber, int? EpisodeNumber, int? Year, DateTimeOffset? AddedAt, DateTimeOffset? RemovedAt,
    long? SizeBytes, int FileCount, string? Resolution, string? DynamicRange, string? VideoCodec, string? AudioCodec, string? Container, int? BitrateKbps,
    long Plays, double WatchedSeconds, DateTimeOffset? LastPlayedAt)
{
    internal static LibraryItemAnswer Of(LibraryItemRow r) => new(
        r.Id.ToString(), Words.Of(r.Kind), r.Title, r.ParentTitle, r.GrandparentTitle, r.SeasonNumber, r.EpisodeNumber, r.Year, r.AddedAt, r.RemovedAt,
        r.SizeBytes, r.Files, r.Best?.Resolution, r.Best?.DynamicRange, r.Best?.VideoCodec, r.Best?.AudioCodec, r.Best?.Container, r.Best?.BitrateKbps,
        r.Played?.Plays ?? 0, (r.Played?.WatchedMs ?? 0) / 1000.0, r.Played?.LastPlayedAt);
}

public sealed record LibraryItemPage(IReadOnlyList<LibraryItemAnswer> Items, int Total, int Page, int PageSize);
