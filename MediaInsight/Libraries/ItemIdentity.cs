using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Libraries;

/// <summary>Whether a listed item and a row under the same id are one title with edited words, or two.</summary>
internal static class ItemIdentity
{
    /// <summary>The row of the same words; else the newest that nothing speaks against; null: the id went to another title.</summary>
    public static MediaItem? Find(IEnumerable<MediaItem> rows, LibraryItemSnapshot item, Func<MediaItemId, IEnumerable<MediaProviderId>> providers)
    {
        var fingerprint = MediaFingerprint.Of(item.Media);
        var candidates = rows.Where(r => IsKind(r, item.Media.Kind)).OrderByDescending(r => r.ListedAt).ThenByDescending(r => r.Id).ToList();
        return candidates.Find(r => r.Fingerprint == fingerprint) ?? candidates.Find(r => !Contradicts(r, item, providers(r.Id)));
    }

    /// <summary>Albums known only from lists of what is new were once stored as music.</summary>
    private static bool IsKind(MediaItem row, MediaKind kind) => row.Kind == kind || (row.ListedAt is null && row.Kind is MediaKind.Track && kind is MediaKind.Album);

    private static bool Contradicts(MediaItem row, LibraryItemSnapshot item, IEnumerable<MediaProviderId> known)
    {
        var stored = known.Select(p => new ProviderId(p.Provider, p.Value)).ToList();
        if (stored.Count > 0 && item.ProviderIds.Count > 0)
        {
            return Differ(stored, item.ProviderIds);
        }

        // Rows that only plays told of have no more than this.
        return row.LastingId is { } lasting && item.Media.LastingId is { } listed && lasting != listed && Scheme(lasting) == Scheme(listed);
    }

    /// <summary>A provider names them differently, and none the same.</summary>
    public static bool Differ(IReadOnlyCollection<ProviderId> left, IReadOnlyCollection<ProviderId> right) =>
        !left.Any(right.Contains) && left.Any(l => right.Any(r => r.Provider == l.Provider));

    private static string Scheme(string id) => id.Split(':', 2)[0];
}
