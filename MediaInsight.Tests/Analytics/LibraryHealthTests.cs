using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

public sealed class LibraryHealthTests : IDisposable
{
    private readonly TestDb _file = new();
    private readonly RecordedSql _sql;
    private readonly Shelves _shelves;

    public LibraryHealthTests()
    {
        _sql = new(_file);
        _shelves = new(_file);
        _shelves.Change(db =>
        {
            Tell(db.MediaItems.Find(_shelves.Stalker.Id)!, "Three men go into the Zone.", "/poster/1");
            Tell(db.MediaItems.Find(_shelves.Alien.Id)!, null, "/poster/2");
            Tell(db.MediaItems.Find(_shelves.Severance.Id)!, "An office.", null);
            Tell(db.MediaItems.Find(_shelves.Episodes[0].Id)!, "The first day.", "/poster/3");
            db.MediaFiles.First(f => f.MediaItemId == _shelves.Stalker.Id && f.Ordinal == 0).IsAtmos = true;
        });

        static void Tell(MediaInsight.Libraries.MediaItem item, string? summary, string? poster) => (item.Summary, item.PosterPath) = (summary, poster);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _shelves.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task A_title_is_complete_with_picture_description_and_year()
    {
        var rows = (await new LibraryHealth(_file).ReadAsync(ReadScope.Everything, Token)).ToDictionary(r => r.Name);

        // Films: Stalker has all, Alien no description, the third none of it; what was removed or only played is not asked.
        var films = rows["Films"];
        Assert.Equal((3, 3, 2, 1, 1), (films.Titles, films.Checked, films.MissingMetadata, films.MissingPoster, films.Complete));
        Assert.Equal(1 / 3.0, films.Completeness);

        // Shows: two shows and three episodes are checked, seasons are not; only the first episode has everything.
        var shows = rows["Shows"];
        Assert.Equal((3, 5, 3, 4, 1), (shows.Titles, shows.Checked, shows.MissingMetadata, shows.MissingPoster, shows.Complete));
    }

    [Fact]
    public async Task Files_are_counted_by_codec_resolution_hdr_and_atmos_as_the_database_has_them()
    {
        var films = (await new LibraryHealth(_file).ReadAsync(ReadScope.Everything, Token)).Single(r => r.Name == "Films");

        Assert.Equal([new FormatShare("h264", 2), new("hevc", 1), new("mpeg4", 1)], films.Codecs);
        Assert.Equal([new FormatShare("1080p", 2), new("2160p", 1), new("480p", 1)], films.Resolutions);
        Assert.Equal((1, 1), (films.Hdr, films.Atmos));

        await using var db = _file.CreateDbContext();
        var listed = db.MediaItems.Where(i => i.LibraryId == films.Id && i.SortTitle != null && i.RemovedAt == null);
        Assert.Equal(await listed.SumAsync(i => i.FileCount, Token), films.Files);
        Assert.Equal(await listed.SumAsync(i => i.SizeBytes, Token), films.SizeBytes);
        Assert.Equal(films.Files, films.Codecs.Sum(c => c.Files));
    }

    [Fact]
    public async Task All_libraries_together_cost_three_queries_and_none_reads_two_tables_side_by_side()
    {
        var health = new LibraryHealth(_sql);
        await health.ReadAsync(ReadScope.Everything, Token);
        _sql.Take();

        await health.ReadAsync(ReadScope.Everything, Token);

        // One through the model, two straight.
        var asked = _sql.Take();
        Assert.Equal((1, 2), (asked.Count, LibraryShelves.Statements.Count));
        Assert.All(asked.Concat(LibraryShelves.Statements), sql => Assert.True(_sql.Scans(sql).Count <= 1, sql));
    }

    [Fact]
    public async Task Libraries_belong_to_nobody_so_a_limited_reader_gets_none() =>
        Assert.Empty(await new LibraryHealth(_file).ReadAsync(ReadScope.Only(_shelves.Ben.Id), Token));
}
