using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <summary>A film, show, album, book or podcast that came, or of which more came.</summary>
/// <param name="Count">Episodes or tracks.</param>
/// <param name="Seasons">Of a show; 0 is specials.</param>
/// <param name="By">Artist or author.</param>
public sealed record Arrival(MediaKind Kind, string Title, string? By, int? Year, int Count, IReadOnlyList<int> Seasons, MediaItemId Newest);

/// <summary>How much came and went.</summary>
public sealed record LibraryGrowth(int Added, long Bytes, int Removed);

/// <summary>What libraries got in a stretch of time. The same on several servers is told once.</summary>
public sealed class Arrivals(IDbContextFactory<MediaInsightDb> factory)
{
    private const int MaxRead = 20_000;

    /// <param name="libraries">Empty: every one whose plays are recorded.</param>
    public async Task<IReadOnlyList<Arrival>> ReadAsync(DateTimeOffset since, DateTimeOffset until, IReadOnlyCollection<LibraryId> libraries, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var chosen = libraries.Count > 0
            ? libraries.Select(l => (LibraryId?)l).ToList()
            : await db.Libraries.AsNoTracking().Where(l => !l.DoNotTrack && l.RemovedAt == null).Select(l => (LibraryId?)l.Id).ToListAsync(cancellationToken);
        var rows = await (from item in db.MediaItems.AsNoTracking()
                          join server in db.Servers.AsNoTracking() on item.ServerId equals server.Id
                          where server.RemovedAt == null && item.RemovedAt == null && item.ListedAt != null && chosen.Contains(item.LibraryId)
                          where item.AddedAt >= since && item.AddedAt < until
                          where item.Kind < MediaKind.Show && item.Kind != MediaKind.Extra && item.Kind != MediaKind.Photo
                          orderby item.AddedAt descending, item.Id descending
                          select new Row(item.Id, item.Kind, item.Title, item.ParentTitle, item.GrandparentTitle, item.SeasonNumber, item.EpisodeNumber, item.Year)).Take(MaxRead).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(r => (r.Kind, Folding.Fold($"{By(r)} {Name(r)} {(r.Kind == MediaKind.Movie ? r.Year : null)}"))).Select(g => Of([.. g]))];
    }

    public async Task<LibraryGrowth> GrowthAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var items = db.MediaItems.AsNoTracking().Where(i => i.Kind < MediaKind.Show && i.ListedAt != null);
        var added = items.Where(i => i.RemovedAt == null && i.AddedAt >= since && i.AddedAt < until);
        return new(
            await added.CountAsync(cancellationToken),
            await added.SumAsync(i => i.SizeBytes ?? 0, cancellationToken),
            await items.CountAsync(i => i.RemovedAt >= since && i.RemovedAt < until, cancellationToken));
    }

    private static Arrival Of(IReadOnlyList<Row> rows)
    {
        var newest = rows[0];
        var parts = rows.Select(r => (r.SeasonNumber, r.EpisodeNumber, r.EpisodeNumber is null ? r.Title : "")).Distinct().Count();
        var seasons = rows.Select(r => r.SeasonNumber).OfType<int>().Distinct().Order().ToList();
        return new(newest.Kind, Name(newest), newest.Kind == MediaKind.Episode ? null : By(newest), newest.Year, parts, newest.Kind == MediaKind.Episode ? seasons : [], newest.Id);
    }

    private static string Name(Row row) => row.Kind switch
    {
        MediaKind.Episode or MediaKind.PodcastEpisode => row.GrandparentTitle ?? row.ParentTitle ?? row.Title,
        MediaKind.Track => row.ParentTitle ?? row.Title,
        _ => row.Title,
    };

    private static string? By(Row row) => row.Kind is MediaKind.Track or MediaKind.Audiobook or MediaKind.MusicVideo ? row.GrandparentTitle : null;

    internal sealed record Row(MediaItemId Id, MediaKind Kind, string Title, string? ParentTitle, string? GrandparentTitle, int? SeasonNumber, int? EpisodeNumber, int? Year);
}
