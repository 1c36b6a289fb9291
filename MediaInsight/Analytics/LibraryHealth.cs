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
    /// <summary>By server and name.</summary>
    public async Task<IReadOnlyList<LibraryHealthRow>> ReadAsync(ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.IsEverything)
        {
            return [];
        }

        // Side by side: the files are read while the titles are.
        var files = Task.Run(() => LibraryShelves.FilesAsync(factory, cancellationToken), cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var libraries = await (from library in db.Libraries.AsNoTracking()
                               join server in db.Servers.AsNoTracking() on library.ServerId equals server.Id
                               where library.RemovedAt == null && server.RemovedAt == null
                               orderby server.Name, library.Name
                               select new { Library = library, Server = server }).ToListAsync(cancellationToken);
        var shelves = await LibraryShelves.ReadAsync(db, cancellationToken);
        using (var all = await files)
        {
            shelves.Add(all);
        }

        return [.. libraries.Select(l =>
        {
            var sums = shelves.Of(l.Library.Id);
            return new LibraryHealthRow(
                l.Library.Id, l.Library.Name, l.Library.Content, l.Server.Id, l.Server.Name, l.Server.Kind,
                sums.Titles, sums.Checked, sums.MissingMetadata, sums.MissingPoster, sums.Complete, sums.Files, sums.SizeBytes is > 0 ? sums.SizeBytes : null,
                Shares(sums.Formats, f => f.Codec), Shares(sums.Formats.Where(f => f.Key.IsVideo), f => f.Resolution), sums.Hdr, sums.Atmos);
        })];
    }

    private static FormatShare[] Shares(IEnumerable<KeyValuePair<LibraryShelves.Format, int>> files, Func<LibraryShelves.Format, string?> of) =>
        [.. files.GroupBy(f => of(f.Key), f => f.Value).Select(g => new FormatShare(g.Key, g.Sum())).OrderByDescending(s => s.Files).ThenBy(s => s.Name, StringComparer.Ordinal)];
}
