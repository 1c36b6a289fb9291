using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Sessions of Emby and Jellyfin tell no library: a play that was stored before its title was listed learns it afterwards.</summary>
public static class PlayLibraries
{
    /// <summary>Works inside the caller's transaction. Returns how many plays were filled in; a library that a play has stays.</summary>
    /// <param name="items">At most a page.</param>
    public static Task<int> FillAsync(MediaInsightDb db, IReadOnlyCollection<MediaItemId> items, LibraryId library, CancellationToken cancellationToken) =>
        db.Plays.Where(p => items.Contains(p.MediaItemId) && p.LibraryId == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.LibraryId, library), cancellationToken);

    /// <summary>The same for plays just stored by what was known of their titles a while ago.</summary>
    public static Task<int> FillAsync(MediaInsightDb db, IReadOnlyCollection<long> plays, CancellationToken cancellationToken) =>
        db.Plays.Where(p => plays.Contains(p.Number) && p.LibraryId == null && db.MediaItems.Any(i => i.Id == p.MediaItemId && i.LibraryId != null))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.LibraryId, p => db.MediaItems.Where(i => i.Id == p.MediaItemId).Select(i => i.LibraryId).First()), cancellationToken);
}
