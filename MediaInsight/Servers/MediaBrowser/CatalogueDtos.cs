namespace MediaInsight.Servers.MediaBrowser;

/// <summary>BaseItemDto, as far as it is read: what plays, and what was added.</summary>
internal sealed class ItemDto
{
    /// <summary>Stands for an item in a shape that nobody knows.</summary>
    public static readonly ItemDto Unreadable = new();

    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? OriginalTitle { get; set; }
    public string? Type { get; set; }
    public string? MediaType { get; set; }
    public string? ExtraType { get; set; }
    public string? LocationType { get; set; }
    public string? Container { get; set; }
    public string? Path { get; set; }
    public string? DateCreated { get; set; }
    public long? RunTimeTicks { get; set; }
    public int? ProductionYear { get; set; }
    public int? IndexNumber { get; set; }
    public int? ParentIndexNumber { get; set; }
    public bool? IsMovie { get; set; }
    public bool? IsSeries { get; set; }

    /// <summary>bit/s; Emby only in sessions.</summary>
    public long? Bitrate { get; set; }

    public string? SeriesName { get; set; }
    public string? SeriesId { get; set; }
    public string? SeriesPrimaryImageTag { get; set; }
    public string? SeasonName { get; set; }
    public string? SeasonId { get; set; }
    public string? EpisodeTitle { get; set; }

    public string? Album { get; set; }
    public string? AlbumId { get; set; }
    public string? AlbumPrimaryImageTag { get; set; }
    public string? AlbumArtist { get; set; }
    public List<string?>? Artists { get; set; }
    public List<NamedDto?>? AlbumArtists { get; set; }
    public List<NamedDto?>? ArtistItems { get; set; }

    public string? ChannelId { get; set; }
    public string? ChannelName { get; set; }
    public string? ChannelPrimaryImageTag { get; set; }
    public ItemDto? CurrentProgram { get; set; }

    public Dictionary<string, string?>? ProviderIds { get; set; }
    public Dictionary<string, string?>? ImageTags { get; set; }
    public List<string?>? BackdropImageTags { get; set; }
    public string? ParentBackdropItemId { get; set; }
    public List<string?>? ParentBackdropImageTags { get; set; }
    public List<MediaStreamDto?>? MediaStreams { get; set; }
    public UserDataDto? UserData { get; set; }

    // Only in lists that ask for them.
    public string? SortName { get; set; }
    public string? Overview { get; set; }
    public string? OfficialRating { get; set; }
    public List<string?>? Genres { get; set; }
    public long? Size { get; set; }
    public List<SourceDto?>? MediaSources { get; set; }
}

/// <summary>One version of a title.</summary>
internal sealed class SourceDto
{
    public string? Name { get; set; }
    public string? Path { get; set; }
    public string? Container { get; set; }
    public long? Size { get; set; }
    public long? RunTimeTicks { get; set; }

    /// <summary>bit/s.</summary>
    public long? Bitrate { get; set; }
    public List<MediaStreamDto?>? MediaStreams { get; set; }
}

internal sealed class NamedDto
{
    public string? Name { get; set; }
    public string? Id { get; set; }
}

/// <summary>The envelope of paged lists.</summary>
internal sealed class PageDto<T>
{
    public List<T?>? Items { get; set; }

    /// <summary>Only right when it is asked for.</summary>
    public int? TotalRecordCount { get; set; }
}

internal sealed class UserDto
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? PrimaryImageTag { get; set; }
    public PolicyDto? Policy { get; set; }
}

internal sealed class PolicyDto
{
    public bool? IsAdministrator { get; set; }
}

internal sealed class VirtualFolderDto
{
    public string? Name { get; set; }
    public string? CollectionType { get; set; }
    public string? ItemId { get; set; }

    /// <summary>Emby only; the same as <see cref="ItemId"/>.</summary>
    public string? Id { get; set; }
}

internal sealed class PublicInfoDto
{
    public string? Id { get; set; }
    public string? ServerName { get; set; }
    public string? Version { get; set; }

    /// <summary>Jellyfin only.</summary>
    public string? ProductName { get; set; }

    /// <summary>Jellyfin only.</summary>
    public bool? StartupWizardCompleted { get; set; }
}

internal sealed class SignedInDto
{
    public string? AccessToken { get; set; }
    public UserDto? User { get; set; }
}

/// <summary>Of <c>System/Info</c>, for administrators.</summary>
internal sealed class SystemInfoDto
{
    public bool? HasUpdateAvailable { get; set; }
}
