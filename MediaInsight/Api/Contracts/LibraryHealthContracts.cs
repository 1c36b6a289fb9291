using MediaInsight.Analytics;

namespace MediaInsight.Api.Contracts;

/// <param name="TotalBytes">Null: no size is told.</param>
public sealed record StorageRow(string LibraryId, string Library, string ServerId, string ServerName, int FileCount, long? TotalBytes);

public sealed record StorageAnswer(IReadOnlyList<StorageRow> Items, int Total, int FileCount, long? TotalBytes)
{
    internal static StorageAnswer Of(IReadOnlyList<LibraryHealthRow> rows) => new(
        [.. rows.Select(r => new StorageRow(r.Id.ToString(), r.Name, r.ServerId.ToString(), r.ServerName, r.Files, r.SizeBytes))],
        rows.Count, rows.Sum(r => r.Files), rows.Any(r => r.SizeBytes is not null) ? rows.Sum(r => r.SizeBytes ?? 0) : null);
}

/// <param name="TotalItems">Playable titles; <paramref name="CheckedItems"/> are those that ought to have a description and a picture (shows are among them, tracks are not).</param>
/// <param name="CompletenessPercent">Of the checked, those that miss neither, 0–100; null without any.</param>
/// <param name="CodecDistribution">Files by the codec of the picture, in libraries of sound of the sound; "unknown" where not told.</param>
/// <param name="HdrCount">Files; so is <paramref name="AtmosCount"/>.</param>
public sealed record LibraryHealthAnswerRow(
    string LibraryId, string Library, string ServerId, string ServerName, string ServerKind, int TotalItems, int CheckedItems, double? CompletenessPercent, int MissingMetadata, int MissingPoster,
    IReadOnlyDictionary<string, int> CodecDistribution, IReadOnlyDictionary<string, int> ResolutionDistribution, int HdrCount, int AtmosCount, int FileCount, long? TotalBytes)
{
    internal static LibraryHealthAnswerRow Of(LibraryHealthRow r) => new(
        r.Id.ToString(), r.Name, r.ServerId.ToString(), r.ServerName, Words.Of(r.ServerKind), r.Titles, r.Checked, r.Completeness is { } share ? Math.Round(share * 100, 1) : null, r.MissingMetadata, r.MissingPoster,
        Counts(r.Codecs), Counts(r.Resolutions), r.Hdr, r.Atmos, r.Files, r.SizeBytes);

    private static Dictionary<string, int> Counts(IReadOnlyList<FormatShare> shares) => shares.ToDictionary(s => s.Name ?? "unknown", s => s.Files);
}

public sealed record LibraryHealthAnswer(IReadOnlyList<LibraryHealthAnswerRow> Items, int Total);
