using MediaInsight.Domain;

namespace MediaInsight.Libraries;

/// <summary>What a film or music database calls a title: survives moves, renames and rebuilt servers.</summary>
public sealed class MediaProviderId
{
    public long Id { get; init; }
    public required MediaItemId MediaItemId { get; init; }

    /// <summary>Lower case: imdb, tmdb, tvdb, musicbrainz, asin, isbn, plex.</summary>
    public required string Provider { get; init; }
    public required string Value { get; init; }
}
