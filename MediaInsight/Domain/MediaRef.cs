namespace MediaInsight.Domain;

/// <summary>What is played, in the words of its server. Titles are plain text of at most <see cref="Text.MaxTitle"/> characters.</summary>
public sealed record MediaRef
{
    /// <summary>The server's own id of the item; unique only together with the server.</summary>
    public required string ExternalId { get; init; }
    public required MediaKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>Season name, album, book series, channel.</summary>
    public string? ParentTitle { get; init; }

    /// <summary>Show, artist, author, podcast.</summary>
    public string? GrandparentTitle { get; init; }

    /// <summary>0 is the specials season.</summary>
    public int? SeasonNumber { get; init; }

    /// <summary>Episode within its season, or track within its album.</summary>
    public int? EpisodeNumber { get; init; }
    public int? Year { get; init; }

    /// <summary>Id of the season, album or series.</summary>
    public string? ParentExternalId { get; init; }

    /// <summary>Id of the show, artist or podcast.</summary>
    public string? GrandparentExternalId { get; init; }

    /// <summary>The library the item lies in, by the server's id; null when the session does not tell.</summary>
    public string? LibraryExternalId { get; init; }

    /// <summary>Lasting identity across re-adds, where the product has one (plex://…, imdb id, …).</summary>
    public string? LastingId { get; init; }

    /// <summary>Server path or image key of the poster or cover, for the image proxy only.</summary>
    public string? PosterPath { get; init; }

    /// <summary>Server path or image key of the backdrop, for the image proxy only.</summary>
    public string? BackdropPath { get; init; }

    /// <summary>Live television: the channel as viewers call it.</summary>
    public string? ChannelName { get; init; }
}
