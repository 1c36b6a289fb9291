using System.Text.Json;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>GET /status, anonymous.</summary>
internal sealed record StatusDto(string? App, string? ServerVersion, bool? IsInit, List<string?>? AuthMethods);

/// <summary>An account. The never-expiring token that the server adds to every one is not read, but at sign-in.</summary>
internal sealed record UserDto(string? Id, string? Username, string? Email, string? Type);

internal sealed record UsersDto(List<UserDto?>? Users);

/// <summary>Sessions are read one by one, so that an odd one does not lose the others.</summary>
internal sealed record OpenSessionsDto(List<JsonElement>? Sessions, List<JsonElement>? ShareSessions);

internal sealed record SessionRowsDto(List<JsonElement>? Sessions);

/// <summary>A playback session: open, shared or a row of history. Instants are epoch milliseconds, the rest seconds.</summary>
internal sealed record PlaybackSessionDto
{
    public string? Id { get; init; }
    public string? UserId { get; init; }
    public SessionUserDto? User { get; init; }
    public string? LibraryId { get; init; }
    public string? LibraryItemId { get; init; }
    public string? BookId { get; init; }
    public string? EpisodeId { get; init; }
    public string? MediaType { get; init; }
    public MediaMetadataDto? MediaMetadata { get; init; }
    public List<ChapterDto?>? Chapters { get; init; }
    public string? DisplayTitle { get; init; }
    public string? DisplayAuthor { get; init; }
    public string? CoverPath { get; init; }
    public double? Duration { get; init; }
    public int? PlayMethod { get; init; }
    public string? MediaPlayer { get; init; }
    public DeviceInfoDto? DeviceInfo { get; init; }
    public double? TimeListening { get; init; }
    public double? StartTime { get; init; }
    public double? CurrentTime { get; init; }
    public long? StartedAt { get; init; }
    public long? UpdatedAt { get; init; }
}

internal sealed record SessionUserDto(string? Id, string? Username);

internal sealed record MediaMetadataDto
{
    public string? Title { get; init; }
    public string? Author { get; init; }
    public List<NamedDto?>? Authors { get; init; }
    public List<NamedDto?>? Series { get; init; }
    public string? AuthorName { get; init; }
    public string? SeriesName { get; init; }
    public string? PublishedYear { get; init; }
    public string? Asin { get; init; }
    public string? Isbn { get; init; }
    public string? NarratorName { get; init; }
    public List<string?>? Narrators { get; init; }
    public List<string?>? Genres { get; init; }
    public string? Description { get; init; }
    public string? TitleIgnorePrefix { get; init; }
    public bool? Explicit { get; init; }

    /// <summary>A number on the wire of some versions.</summary>
    public string? ItunesId { get; init; }
}

/// <summary>An author, or a series with its place in it ("2", "1.5").</summary>
internal sealed record NamedDto(string? Id, string? Name, string? Sequence);

internal sealed record ChapterDto(double? Start, double? End, string? Title);

/// <summary>Every field may be missing or "".</summary>
internal sealed record DeviceInfoDto
{
    public string? Id { get; init; }
    public string? DeviceId { get; init; }
    public string? IpAddress { get; init; }
    public string? ClientName { get; init; }
    public string? ClientVersion { get; init; }
    public string? DeviceName { get; init; }
    public string? Manufacturer { get; init; }
    public string? Model { get; init; }
    public string? SdkVersion { get; init; }
    public string? BrowserName { get; init; }
    public string? BrowserVersion { get; init; }
    public string? OsName { get; init; }
    public string? OsVersion { get; init; }
}
