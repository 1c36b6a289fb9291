using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

public sealed record KindCount(MediaKind Kind, int Titles);

/// <param name="Kinds">Listed titles by kind, what holds others first; empty before the first reading.</param>
/// <param name="Files">Versions of titles: one film in two qualities is one title and two files.</param>
/// <param name="SizeBytes">Of all files; null: no size is told.</param>
/// <param name="ToldTitles">What the server says without being read.</param>
/// <param name="FullAt">End of the last complete reading.</param>
/// <param name="ReadAt">End of the last reading of any sort.</param>
/// <param name="Failure">Why the last reading failed; null: it did not.</param>
public sealed record LibraryRow(
    LibraryId Id,
    string Name,
    LibraryContent Content,
    ServerId ServerId,
    string ServerName,
    ServerKind ServerKind,
    IReadOnlyList<KindCount> Kinds,
    int Files,
    long? SizeBytes,
    int? ToldTitles,
    PlayTotal? Played,
    DateTimeOffset? FullAt,
    DateTimeOffset? ReadAt,
    string? Failure)
{
    /// <summary>Films, shows, artists, books: what people count.</summary>
    public int? Titles => Kinds.Count > 0 ? Kinds[0].Titles : ToldTitles;
}

/// <summary>The libraries of all servers with what is in them and how they are used. They belong to nobody: a limited reader gets none.</summary>
public sealed class LibraryList(IDbContextFactory<MediaInsightDb> factory, PlayTotals totals)
{
    /// <summary>What people call the content of a library first.</summary>
    internal static readonly IReadOnlyList<MediaKind> KindOrder =
    [
        MediaKind.Movie, MediaKind.Show, MediaKind.Artist, MediaKind.Audiobook, MediaKind.Podcast, MediaKind.Season, MediaKind.Album, MediaKind.Episode, MediaKind.Track,
        MediaKind.PodcastEpisode, MediaKind.MusicVideo, MediaKind.LiveTv, MediaKind.Photo, MediaKind.Extra, MediaKind.Other,
    ];

    public async Task<IReadOnlyList<LibraryRow>> ReadAsync(ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var libraries = await (from library in db.Libraries.AsNoTracking()
                               join server in db.Servers.AsNoTracking() on library.ServerId equals server.Id
                               join state in db.LibrarySyncStates.AsNoTracking() on library.Id equals state.LibraryId into states
                               from state in states.DefaultIfEmpty()
                               where library.RemovedAt == null && server.RemovedAt == null
                               orderby server.Name, library.Name
                               select new { Library = library, Server = server, State = state }).ToListAsync(cancellationToken);
        var counts = (await db.MediaItems.AsNoTracking()
            .Where(i => i.LibraryId != null && i.SortTitle != null && i.RemovedAt == null)
            .GroupBy(i => new { i.LibraryId, i.Kind })
            .Select(g => new { g.Key.LibraryId, g.Key.Kind, Titles = g.Count(), Files = g.Sum(i => i.FileCount), Size = g.Sum(i => i.SizeBytes) })
            .ToListAsync(cancellationToken)).ToLookup(c => c.LibraryId);
        var played = await totals.ReadAsync(cancellationToken);
        return [.. libraries.Select(l =>
        {
            var own = counts[l.Library.Id].ToList();
            var files = own.Where(c => !c.Kind.IsContainer()).ToList();
            return new LibraryRow(
                l.Library.Id, l.Library.Name, l.Library.Content, l.Server.Id, l.Server.Name, l.Server.Kind,
                [.. own.Select(c => new KindCount(c.Kind, c.Titles)).OrderBy(c => Rank(c.Kind))],
                files.Sum(c => c.Files), files.Any(c => c.Size > 0) ? files.Sum(c => c.Size) : null, l.Library.ItemCount,
                played.Of(l.Library.Id), l.State?.LastFullAt, Later(l.State?.LastFullAt, l.State?.LastIncrementalAt), l.State?.Failure);
        })];
    }

    internal static int Rank(MediaKind kind)
    {
        for (var i = 0; i < KindOrder.Count; i++)
        {
            if (KindOrder[i] == kind)
            {
                return i;
            }
        }

        return KindOrder.Count;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
