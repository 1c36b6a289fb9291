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
}
