using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers;

/// <summary>
/// One product behind one address. Every call throws <see cref="ServerFailure"/> and nothing else (but the caller's own
/// cancellation). A client may remember things between calls; calls of one client never run at the same time, except images.
/// </summary>
public interface IMediaServerClient : ILibraryReader, IDisposable
{
    ServerKind Kind { get; }

    /// <summary>Who answers there; refuses another product, a wrong token and a token that is not an administrator's.</summary>
    Task<ServerIdentity> IdentifyAsync(CancellationToken cancellationToken);

    Task<SessionsReading> GetSessionsAsync(CancellationToken cancellationToken);

    /// <summary>Tells the player of a running session what to do. Only what its snapshot's <see cref="SessionSnapshot.Commands"/> name.</summary>
    /// <param name="controlId">See <see cref="SessionSnapshot.ControlId"/>.</param>
    Task<CommandOutcome> CommandAsync(string controlId, SessionCommand command, CancellationToken cancellationToken);

    Task<IReadOnlyList<ServerUserSnapshot>> GetUsersAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<LibrarySnapshot>> GetLibrariesAsync(CancellationToken cancellationToken);

    /// <summary>Newest first, movies, episodes, albums, books and podcast episodes; not folders or playlists.</summary>
    /// <param name="limit">1–200.</param>
    Task<IReadOnlyList<RecentItem>> GetRecentlyAddedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>What the server's own history tells of since then, in no order; bounded, and it says so when that cut something. Never asked by the client that polls.</summary>
    Task<PlayedList> GetPlayedAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Null when there is no such picture. Safe to call at the same time as anything else.</summary>
    /// <param name="path">A path or key that this connector put into a snapshot.</param>
    /// <param name="width">Wanted width in pixels, 40–1920.</param>
    Task<ServerImage?> GetImageAsync(string path, int width, CancellationToken cancellationToken);
}

/// <param name="MachineId">The server's own lasting id; null where the product has none (Audiobookshelf).</param>
public sealed record ServerIdentity(string Name, string? MachineId, string? Version);

/// <param name="IdleSlots">See <see cref="ServerSnapshot"/>.</param>
public sealed record SessionsReading(IReadOnlyList<SessionSnapshot> Sessions, IReadOnlySet<string> IdleSlots);

/// <param name="ExternalId">The server's id of the account.</param>
/// <param name="AvatarPath">For the image proxy.</param>
public sealed record ServerUserSnapshot(string ExternalId, string Name, bool? IsAdministrator, string? Email, string? AvatarPath);

/// <param name="ItemCount">Null when the server does not tell cheaply.</param>
public sealed record LibrarySnapshot(string ExternalId, string Name, LibraryContent Content, int? ItemCount);

/// <summary>The numbers are stored.</summary>
public enum LibraryContent
{
    Mixed = 0,
    Movies = 1,
    Shows = 2,
    Music = 3,
    Photos = 4,
    Audiobooks = 5,
    Podcasts = 6,
    LiveTv = 7,
    Other = 8,
}

public sealed record RecentItem(MediaRef Media, DateTimeOffset AddedAt, TimeSpan? Duration);

/// <param name="ContentType">image/jpeg, image/png, image/webp, image/gif or image/avif; nothing else is passed on.</param>
public sealed record ServerImage(byte[] Content, string ContentType);
