using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>How many files have this value. Null: not told.</summary>
public sealed record FormatShare(string? Name, int Files);

/// <summary>What a library tells of its titles, and what lies in its files.</summary>
/// <param name="Titles">Playable ones.</param>
/// <param name="Checked">Titles that ought to have a description and a picture: films, shows, episodes, music videos, albums, audiobooks, podcasts and their episodes.</param>
/// <param name="MissingMetadata">Of the checked: those without description, films and shows also without year; albums and music videos only without year.</param>
/// <param name="MissingPoster">Of the checked: those without a picture.</param>
/// <param name="Complete">Of the checked: those that miss neither.</param>
/// <param name="Files">Versions: one film in two qualities is one title and two files.</param>
/// <param name="SizeBytes">Of all files; null: no size is told.</param>
/// <param name="Codecs">Of the picture, in libraries of sound of the sound; most files first, like <paramref name="Resolutions"/>.</param>
/// <param name="Hdr">Files of any high dynamic range.</param>
/// <param name="Atmos">Files with Dolby Atmos.</param>
public sealed record LibraryHealthRow(
    LibraryId Id, string Name, LibraryContent Content, ServerId ServerId, string ServerName, ServerKind ServerKind,
    int Titles, int Checked, int MissingMetadata, int MissingPoster, int Complete, int Files, long? SizeBytes,
    IReadOnlyList<FormatShare> Codecs, IReadOnlyList<FormatShare> Resolutions, int Hdr, int Atmos)
{
    /// <summary>0–1; null: there is nothing to check.</summary>
    public double? Completeness => Checked == 0 ? null : (double)Complete / Checked;
}

/// <summary>How well libraries are kept. They belong to nobody: a limited reader gets none.</summary>
public sealed class LibraryHealth(IDbContextFactory<MediaInsightDb> factory)
{
    // One reading of the titles and one of the files; neither asks once per library. Kinds: what a reader looks at for its picture and description.
    private const string Titles = """
        SELECT library_id AS LibraryId, COUNT(*) FILTER (WHERE kind < 20) AS Titles, COUNT(*) FILTER (WHERE checked) AS Checked,
          COUNT(*) FILTER (WHERE checked AND untold) AS MissingMetadata, COUNT(*) FILTER (WHERE checked AND bare) AS MissingPoster, COUNT(*) FILTER (WHERE checked AND NOT untold AND NOT bare) AS Complete,
          COALESCE(SUM(file_count) FILTER (WHERE kind < 20), 0) AS Files, SUM(size_bytes) FILTER (WHERE kind < 20) AS SizeBytes
        FROM (
          SELECT library_id, kind, file_count, size_bytes, kind IN (1, 2, 5, 6, 7, 20, 23, 24) AS checked, poster_path IS NULL AS bare,
            CASE WHEN kind IN (7, 23) THEN year IS NULL WHEN kind IN (1, 20) THEN summary IS NULL OR year IS NULL ELSE summary IS NULL END AS untold
          FROM media_items WHERE library_id IS NOT NULL AND sort_title IS NOT NULL AND removed_at IS NULL
        ) GROUP BY library_id
        """;

    private const string Formats = """
        SELECT i.library_id AS LibraryId, f.resolution AS Resolution, COALESCE(f.video_codec, f.audio_codec) AS Codec, f.video_codec IS NOT NULL AS IsVideo, f.dynamic_range IS NOT NULL AND f.dynamic_range <> 'SDR' AS IsHdr,
          COUNT(*) AS Files, COUNT(*) FILTER (WHERE f.is_atmos) AS Atmos
        FROM media_files f JOIN media_items i ON i.id = f.media_item_id
        WHERE i.library_id IS NOT NULL AND i.sort_title IS NOT NULL AND i.removed_at IS NULL AND i.kind < 20
        GROUP BY 1, 2, 3, 4, 5
        """;

    /// <summary>By server and name.</summary>
    public async Task<IReadOnlyList<LibraryHealthRow>> ReadAsync(ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        // Side by side: the files are read while the titles are.
        var formats = FormatsAsync(cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var libraries = await (from library in db.Libraries.AsNoTracking()
                               join server in db.Servers.AsNoTracking() on library.ServerId equals server.Id
                               where library.RemovedAt == null && server.RemovedAt == null
                               orderby server.Name, library.Name
                               select new { Library = library, Server = server }).ToListAsync(cancellationToken);
        var titles = (await db.Database.SqlQueryRaw<TitleSums>(Titles).ToListAsync(cancellationToken)).ToDictionary(t => t.LibraryId);
        var files = (await formats).ToLookup(f => f.LibraryId);
        return [.. libraries.Select(l =>
        {
            var sums = titles.GetValueOrDefault(l.Library.Id.Value) ?? new TitleSums();
            var own = files[l.Library.Id.Value].ToList();
            return new LibraryHealthRow(
                l.Library.Id, l.Library.Name, l.Library.Content, l.Server.Id, l.Server.Name, l.Server.Kind,
                sums.Titles, sums.Checked, sums.MissingMetadata, sums.MissingPoster, sums.Complete, sums.Files, sums.SizeBytes is > 0 ? sums.SizeBytes : null,
                Shares(own, f => f.Codec), Shares(own.Where(f => f.IsVideo), f => f.Resolution), own.Where(f => f.IsHdr).Sum(f => f.Files), own.Sum(f => f.Atmos));
        })];
    }

    private async Task<List<FileSums>> FormatsAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Database.SqlQueryRaw<FileSums>(Formats).ToListAsync(cancellationToken);
    }

    private static FormatShare[] Shares(IEnumerable<FileSums> files, Func<FileSums, string?> of) =>
        [.. files.GroupBy(of).Select(g => new FormatShare(g.Key, g.Sum(f => f.Files))).OrderByDescending(s => s.Files).ThenBy(s => s.Name, StringComparer.Ordinal)];

    internal sealed class TitleSums
    {
        public int LibraryId { get; init; }
        public int Titles { get; init; }
        public int Checked { get; init; }
        public int MissingMetadata { get; init; }
        public int MissingPoster { get; init; }
        public int Complete { get; init; }
        public int Files { get; init; }
        public long? SizeBytes { get; init; }
    }

    internal sealed class FileSums
    {
        public int LibraryId { get; init; }
        public string? Resolution { get; init; }
        public string? Codec { get; init; }
        public bool IsVideo { get; init; }
        public bool IsHdr { get; init; }
        public int Files { get; init; }
        public int Atmos { get; init; }
    }
}
