using System.Buffers;
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

    private const string FileRows = """
        SELECT media_item_id, resolution, COALESCE(video_codec, audio_codec), video_codec IS NOT NULL, dynamic_range IS NOT NULL AND dynamic_range <> 'SDR', COALESCE(is_atmos, 0)
        FROM media_files NOT INDEXED
        """;

    /// <summary>All that is asked: each of one table.</summary>
    internal static IReadOnlyList<string> Statements { get; } = [Titles, FileRows];

    private readonly Dictionary<int, Sums> _libraries = [];
    private readonly Dictionary<int, Sums> _ofItem = [];

    public static async Task<LibraryShelves> ReadAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        var shelves = new LibraryShelves();
        await db.Database.OpenConnectionAsync(cancellationToken);
        NumberRows.Read(db, Titles, row => shelves.AddTitle((int)row[0], (int)row[1], (MediaKind)row[2], (int)row[3], row[4], row[5] != 0, row[6] != 0), cancellationToken);
        return shelves;
    }

    public static async Task<Files> FilesAsync(IDbContextFactory<MediaInsightDb> factory, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var files = new Files();
        NumberRows.Read(db, FileRows, files.Words, [1, 2], files.Add, cancellationToken);
        return files;
    }

    public Sums Of(LibraryId library) => _libraries.GetValueOrDefault(library.Value) ?? new();

    public void Add(Files files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            if (!_ofItem.TryGetValue(files.ItemOf(i), out var sums))
            {
                continue;
            }

            var (format, isHdr, isAtmos) = files[i];
            sums.Formats[format] = sums.Formats.GetValueOrDefault(format) + 1;
            sums.Hdr += isHdr ? 1 : 0;
            sums.Atmos += isAtmos ? 1 : 0;
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

    /// <summary>All files, a number each, in lent memory: lists of their size would be collected with all memory.</summary>
    internal sealed class Files : IDisposable
    {
        // Item, twelve bits for each of two words + 1 (resolution, codec), three for yes and no.
        private long[] _rows = ArrayPool<long>.Shared.Rent(32 * 1024);

        public RowWords Words { get; } = new();

        public int Count { get; private set; }

        public (Format Format, bool IsHdr, bool IsAtmos) this[int file] => _rows[file] is var row
            ? (new(Words[((row >> 20) & 0xFFF) - 1], Words[((row >> 8) & 0xFFF) - 1], (row & 1) != 0), (row & 2) != 0, (row & 4) != 0)
            : default;

        public int ItemOf(int file) => (int)(_rows[file] >> 32);

        public void Add(ReadOnlySpan<long> row)
        {
            if (Count == _rows.Length)
            {
                var larger = ArrayPool<long>.Shared.Rent(Count * 2);
                _rows.CopyTo(larger, 0);
                ArrayPool<long>.Shared.Return(_rows);
                _rows = larger;
            }

            _rows[Count++] = (row[0] << 32) | (Number(row[1]) << 20) | (Number(row[2]) << 8) | (row[3] != 0 ? 1L : 0) | (row[4] != 0 ? 2L : 0) | (row[5] != 0 ? 4L : 0);
        }

        public void Dispose() => ArrayPool<long>.Shared.Return(_rows);

        // Thousands of different words are no words of formats: what is beyond is not told.
        private static long Number(long word) => word + 1 is var number && number <= 0xFFF ? number : 0;
    }

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
