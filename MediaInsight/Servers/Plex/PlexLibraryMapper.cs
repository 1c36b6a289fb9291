using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>Accounts, sections and newly added items in our words.</summary>
internal static class PlexLibraryMapper
{
    private const string OwnerAccount = "1";

    /// <summary>Null for account 0, which stands for players without account, and for rows without a name.</summary>
    public static ServerUserSnapshot? User(PlexElement account) =>
        PlexMediaMapper.Id(account.Text("id")) is { } id and not PlexSessionMapper.LocalUser && Text.Clean(account.Text("name"), Text.MaxName) is { } name
            ? new(id, name, id == OwnerAccount, null, PlexMediaMapper.ImagePath(account.Text("thumb")))
            : null;

    /// <summary>Null for a row without key.</summary>
    public static LibrarySnapshot? Library(PlexElement section, int? itemCount) =>
        PlexMediaMapper.Id(section.Text("key")) is { } key
            ? new(key, Text.Clean(section.Text("title"), Text.MaxName) ?? $"Library {key}", ContentOf(section), itemCount)
            : null;

    /// <summary>Plex' number for what a library of this sort is asked for: movies, episodes, albums; null for the rest.</summary>
    public static int? RecentType(PlexElement section) => ContentOf(section) switch
    {
        LibraryContent.Movies => 1,
        LibraryContent.Shows => 4,
        LibraryContent.Music => 9,
        _ => null,
    };

    /// <summary>Null for a row that is not one of these or does not tell when it was added.</summary>
    public static RecentItem? Recent(PlexElement item, string libraryId)
    {
        var media = PlexMediaMapper.Map(item, libraryId);
        if (item.Long("addedAt") is not (> 0 and < 253_402_300_800 and var addedAt) || media.ExternalId.Length == 0 || media.Kind is not (MediaKind.Movie or MediaKind.Episode or MediaKind.Track or MediaKind.Album))
        {
            return null;
        }

        if (item.Is("type", "album"))
        {
            // One level up from a track: its parent is the artist.
            media = media with
            {
                GrandparentTitle = media.ParentTitle,
                GrandparentExternalId = media.ParentExternalId,
                ParentTitle = null,
                ParentExternalId = null,
                EpisodeNumber = null,
            };
        }

        var duration = PlexMediaMapper.Time(item.Long("duration"));
        return new(media, DateTimeOffset.FromUnixTimeSeconds(addedAt), duration > TimeSpan.Zero ? duration : null);
    }

    /// <summary>Rows of a whole list, from an answer to a request for none of them; null when it does not tell.</summary>
    public static int? Count(PlexElement container) =>
        container.Int("totalSize") is { } total and >= 0 ? total
        // A server that ignores paging sends them all.
        : PlexDocument.Rows(container).Count() is > 0 and var sent ? sent
        : null;

    private static LibraryContent ContentOf(PlexElement section) => section.Text("type")?.ToLowerInvariant() switch
    {
        "movie" => LibraryContent.Movies,
        "show" => LibraryContent.Shows,
        "artist" => LibraryContent.Music,
        "photo" => LibraryContent.Photos,
        _ => LibraryContent.Other,
    };
}
