using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

/// <summary>
/// Sums by library for <see cref="LibraryHealth"/>. Titles and files are each read once, as they lie in the file, and added up
/// here: groups of texts in the database would be sorted there first.
/// </summary>
internal sealed class LibraryShelves
{
    // What tells nothing: of a film or show no description or no year, of an album or music video no year, of others no description.
    private const string Titles = """
        SELECT id, library_id, kind, file_count, COALESCE(size_bytes, -1), poster_path IS NULL,
          CASE WHEN kind IN (7, 23) THEN year IS NULL WHEN kind IN (1, 20) THEN summary IS NULL OR year IS NULL ELSE summary IS NULL END
        FROM media_items NOT INDEXED WHERE library_id IS NOT NULL AND sort_title IS NOT NULL AND removed_at IS NULL
        """;

    private const string Files = """
        SELECT media_item_id, resolution, COALESCE(video_codec, audio_codec), video_codec IS NOT NULL, dynamic_range IS NOT NULL AND dynamic_range <> 'SDR', COALESCE(is_atmos, 0)
        FROM media_files NOT INDEXED
        """;

    /// <summary>All that is asked: each of one table.</summary>
    internal static IReadOnlyList<string> Statements { get; } = [Titles, Files];

    private readonly Dictionary<int, Sums> _libraries = [];
    private readonly Dictionary<int, Sums> _ofItem = [];

    public static async Task<LibraryShelves> ReadAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var shelves = new LibraryShelves();
        await db.Database.OpenConnectionAsync(cancellationToken);
        NumberRows.Read(db, Titles, row => shelves.AddTitle((int)row[0], (int)row[1], (MediaKind)row[2], (int)row[3], row[4], row[5] != 0, row[6] != 0), cancellationToken);
        return shelves;
    }

    public static async Task<List<File>> FilesAsync(IDbContextFactory<MediaInsightDb> factory, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var (files, words) = (new List<File>(), new RowWords());
        NumberRows.Read(
            db, Files, words, [1, 2], row => files.Add(new((int)row[0], new(words[row[1]], words[row[2]], row[3] != 0), row[4] != 0, row[5] != 0)), cancellationToken);
        return files;
    }

    public Sums Of(LibraryId library) => _libraries.GetValueOrDefault(library.Value) ?? new();

    public void Add(in File file)
    {
        if (_ofItem.TryGetValue(file.Item, out var sums))
        {
            sums.Formats[file.Format] = sums.Formats.GetValueOrDefault(file.Format) + 1;
            sums.Hdr += file.IsHdr ? 1 : 0;
            sums.Atmos += file.IsAtmos ? 1 : 0;
        }
    }

    private void AddTitle(int item, int library, MediaKind kind, int files, long sizeBytes, bool isBare, bool isUntold)
    {
        if (!_libraries.TryGetValue(library, out var sums))
        {
            _libraries[library] = sums = new();
        }

        if (!kind.IsContainer())
        {
            sums.Titles++;
            sums.Files += files;
            sums.SizeBytes += Math.Max(0, sizeBytes);
            _ofItem[item] = sums;
        }

        if (kind is MediaKind.Movie or MediaKind.Episode or MediaKind.Audiobook or MediaKind.PodcastEpisode or MediaKind.MusicVideo or MediaKind.Show or MediaKind.Album or MediaKind.Podcast)
        {
            sums.Checked++;
            sums.MissingPoster += isBare ? 1 : 0;
            sums.MissingMetadata += isUntold ? 1 : 0;
            sums.Complete += isBare || isUntold ? 0 : 1;
        }
    }

    /// <param name="Codec">Of the picture, without one of the sound.</param>
    internal readonly record struct Format(string? Resolution, string? Codec, bool IsVideo);

    internal readonly record struct File(int Item, Format Format, bool IsHdr, bool IsAtmos);

    internal sealed class Sums
    {
        public int Titles { get; set; }
        public int Checked { get; set; }
        public int MissingMetadata { get; set; }
        public int MissingPoster { get; set; }
        public int Complete { get; set; }
        public int Files { get; set; }
        public long SizeBytes { get; set; }
        public int Hdr { get; set; }
        public int Atmos { get; set; }
        public Dictionary<Format, int> Formats { get; } = [];
    }
}
