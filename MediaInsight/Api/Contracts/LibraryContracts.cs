using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Libraries;

namespace MediaInsight.Api.Contracts;

/// <summary>The libraries a reader may see.</summary>
public sealed record LibraryListing(IReadOnlyList<LibraryAnswer> Items, int Total);

/// <param name="Titles">Listed titles by kind.</param>
/// <param name="RefreshedAt">End of the last reading; null: never read.</param>
public sealed record LibraryAnswer(
    string Id,
    string Name,
    string ServerId,
    string ServerName,
    string ServerType,
    IReadOnlyDictionary<string, int> Titles,
    int FileCount,
    long? SizeBytes,
    long Plays,
    double WatchedSeconds,
    DateTimeOffset? LastPlayedAt,
    DateTimeOffset? RefreshedAt)
{
    internal static LibraryAnswer Of(LibraryRow row) => new(
        row.Id.ToString(), row.Name, row.ServerId.ToString(), row.ServerName, Words.Of(row.ServerKind),
        row.Kinds.GroupBy(k => Words.Of(k.Kind)).ToDictionary(g => g.Key, g => g.Sum(k => k.Titles)),
        row.Files, row.SizeBytes, row.Played?.Plays ?? 0, (row.Played?.WatchedMs ?? 0) / 1000.0, row.Played?.LastPlayedAt, row.ReadAt);
}

/// <param name="Viewers">Who played it; of a limited reader only the own person.</param>
public sealed record ItemAnswer(
    string Id,
    string ContentType,
    string Title,
    string? ParentTitle,
    string? GrandparentTitle,
    int? SeasonNumber,
    int? EpisodeNumber,
    int? Year,
    string ServerId,
    string ServerName,
    string? LibraryId,
    IReadOnlyList<string> Genres,
    double? DurationSeconds,
    DateTimeOffset? AddedAt,
    DateTimeOffset? RemovedAt,
    IReadOnlyDictionary<string, string> ProviderIds,
    long? SizeBytes,
    IReadOnlyList<ItemFileAnswer> Files,
    long Plays,
    double WatchedSeconds,
    DateTimeOffset? LastPlayedAt,
    IReadOnlyList<ItemViewerAnswer> Viewers)
{
    internal static ItemAnswer Of(ItemProfileResult profile)
    {
        var facts = profile.Facts;
        return new(
            facts.Id.ToString(), Words.Of(facts.Kind), facts.Title, facts.ParentTitle, facts.GrandparentTitle, facts.SeasonNumber, facts.EpisodeNumber, facts.Year,
            facts.ServerId.ToString(), facts.ServerName, facts.LibraryId?.ToString(), facts.Genres, facts.DurationMs / 1000.0, facts.AddedAt, facts.RemovedAt,
            facts.Providers.GroupBy(p => p.Provider).ToDictionary(g => g.Key, g => g.First().Value), facts.SizeBytes, [.. facts.Files.Select(ItemFileAnswer.Of)],
            profile.Plays, profile.WatchedMs / 1000.0, profile.LastPlayedAt, [.. profile.Viewers.Select(ItemViewerAnswer.Of)]);
    }
}

/// <param name="Path">On the server; told to readers of everything only.</param>
/// <param name="AudioLanguages">Comma separated, as the server names them; so are the subtitles'.</param>
public sealed record ItemFileAnswer(
    string Id, string? Version, string? Path, string? Resolution, int? Width, int? Height, string? DynamicRange, string? VideoCodec, string? AudioCodec, int? AudioChannels, bool? IsAtmos,
    string? AudioLanguages, string? SubtitleLanguages, string? Container, int? BitrateKbps, double? DurationSeconds, long? SizeBytes)
{
    internal static ItemFileAnswer Of(MediaFile file) => new(
        file.Id.ToString(CultureInfo.InvariantCulture), file.VersionName, file.Path, file.Resolution, file.Width, file.Height, file.DynamicRange, file.VideoCodec, file.AudioCodec, file.AudioChannels, file.IsAtmos,
        file.AudioLanguages, file.SubtitleLanguages, file.Container, file.BitrateKbps, file.DurationMs / 1000.0, file.SizeBytes);
}

/// <param name="Progress">The farthest point of any play, 0–1; null: not told.</param>
public sealed record ItemViewerAnswer(string ViewerId, string ViewerName, long Plays, double WatchedSeconds, int TitlesPlayed, int TitlesCompleted, double? Progress, DateTimeOffset LastSeenAt)
{
    internal static ItemViewerAnswer Of(ItemViewer viewer) =>
        new(viewer.Id.ToString(), viewer.Name, viewer.Plays, viewer.WatchedMs / 1000.0, viewer.Titles, viewer.Completed, viewer.FurthestPermille / 1000d, viewer.LastSeenAt);
}
