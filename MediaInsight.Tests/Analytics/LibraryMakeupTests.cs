using MediaInsight.Analytics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Analytics;

/// <summary>Titles by the format of their best file, against a look at every file.</summary>
public sealed class LibraryMakeupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Titles_of_a_codec_or_quality_are_those_whose_best_file_has_it()
    {
        using var shelves = new Shelves();
        shelves.Change(db =>
        {
            // The largest picture counts, whichever version it is; of two alike the first one; a height that is not told is the smallest.
            File(db, shelves.Episodes[1].Id, 0, null, "480p", "mpeg4");
            File(db, shelves.Episodes[1].Id, 1, 720, "720p", "h264");
            File(db, shelves.Episodes[1].Id, 2, 720, "720p", "hevc");
            File(db, shelves.Episodes[2].Id, 0, null, null, null);
        });
        var makeup = new LibraryMakeup(shelves.Home.Db);
        await using var db = shelves.Home.Db.CreateDbContext();
        var files = (await db.MediaFiles.ToListAsync(Token)).ToLookup(f => f.MediaItemId);
        var titles = (await db.MediaItems.Where(i => i.SortTitle != null && i.RemovedAt == null).ToListAsync(Token))
            .Where(i => i.Kind is MediaKind.Movie or MediaKind.Episode or MediaKind.MusicVideo)
            .OrderBy(i => i.SortTitle, StringComparer.Ordinal).ThenBy(i => i.Id.Value)
            .Select(i => (Item: i, Best: files[i.Id].OrderByDescending(f => f.Height ?? -1).ThenBy(f => f.Ordinal).FirstOrDefault())).ToList();

        foreach (var codec in new[] { null, "", "h264", "hevc", "mpeg4", "none of these" })
        {
            foreach (var resolutions in new string?[][] { [], ["1080p"], ["720p", "2160p"], [null], [null, "480p"] })
            {
                foreach (var kind in new MediaKind?[] { null, MediaKind.Episode })
                {
                    var expected = titles.Where(t => (codec is null || (t.Best?.VideoCodec ?? "") == codec) && (resolutions.Length == 0 || resolutions.Contains(t.Best?.Resolution)) && (kind is null || t.Item.Kind == kind)).ToList();
                    var (items, total) = await makeup.TitlesAsync(resolutions, codec, kind, 1, 100, ReadScope.Everything, Token);
                    Assert.Equal(expected.Select(t => (t.Item.Id, t.Best?.Resolution, t.Best?.VideoCodec)), items.Select(t => (t.Id, t.Resolution, t.VideoCodec)));
                    Assert.Equal(expected.Count, total);
                }
            }
        }

        Assert.Equal(titles[1].Item.Id, Assert.Single((await makeup.TitlesAsync([], null, null, 2, 1, ReadScope.Everything, Token)).Items).Id);
        Assert.Equal(0, (await makeup.TitlesAsync([], null, null, 1, 100, ReadScope.None, Token)).Total);
    }

    private static void File(MediaInsightDb db, MediaItemId item, int ordinal, int? height, string? resolution, string? codec) =>
        db.Add(new MediaFile { MediaItemId = item, Ordinal = ordinal, Height = height, Resolution = resolution, VideoCodec = codec });
}
