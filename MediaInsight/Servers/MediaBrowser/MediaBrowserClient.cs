using System.Net;
using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>What Emby and Jellyfin answer alike; the two clients add where they differ.</summary>
internal abstract class MediaBrowserClient(ServerHttp http, TimeProvider time, Dialect dialect, ServerConnection connection, string root) : IMediaServerClient, IServerUpdates
{
    private const int MaxImageBytes = 8 * 1024 * 1024;
    private const int MaxRows = 10_000;

    private readonly SessionMapper _sessions = new(dialect, connection.InstallationId);
    private readonly LibraryItemPages _items = new(http, dialect);

    public ServerKind Kind => connection.Kind;

    protected ServerHttp Http => http;

    public async Task<ServerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var info = await new Doorplate(http, Kind, root).ReadAsync(cancellationToken);
        if (info.StartupWizardCompleted == false)
        {
            throw new ServerFailure(ServerFailureKind.Unavailable, $"{Kind} has not been set up yet. Finish its set-up in a browser first.");
        }

        // Other routes answer 200 to any user: only this one proves an administrator.
        using var request = new HttpRequestMessage(HttpMethod.Get, "Auth/Keys");
        var keys = await http.SendAsync(request, cancellationToken);
        if (keys.Status == HttpStatusCode.NotFound)
        {
            // A proxy in front hides the keys. What is needed is the list of sessions.
            using var sessions = new HttpRequestMessage(HttpMethod.Get, "Sessions");
            keys = await http.SendAsync(sessions, cancellationToken);
        }

        keys.EnsureSuccess(Kind.ToString());
        if (keys.LooksLikeHtml)
        {
            throw new ServerFailure(ServerFailureKind.WrongAddress, $"A web page came back instead of {Kind}'s data. A proxy in front may ask for a sign-in.");
        }

        return new(Text.Clean(info.ServerName, Text.MaxName) ?? Kind.ToString(), WireValues.Id(info.Id), Text.Clean(info.Version, 64));
    }

    public async Task<UpdateOffer?> GetUpdateAsync(CancellationToken cancellationToken) =>
        (await http.GetJsonAsync<SystemInfoDto>("System/Info", cancellationToken)).HasUpdateAvailable is { } has ? new(has) : null;

    public async Task<SessionsReading> GetSessionsAsync(CancellationToken cancellationToken)
    {
        var sessions = await http.GetJsonAsync<List<SessionDto?>>("Sessions", cancellationToken);
        return _sessions.Map(sessions, time.GetUtcNow(), http.ClockOffset);
    }

    public Task<CommandOutcome> CommandAsync(string controlId, SessionCommand command, CancellationToken cancellationToken) =>
        new RemoteControl(http, Kind).SendAsync(controlId, command, cancellationToken);

    public async Task<IReadOnlyList<ServerUserSnapshot>> GetUsersAsync(CancellationToken cancellationToken)
    {
        var users = new Dictionary<string, ServerUserSnapshot>(StringComparer.Ordinal);
        foreach (var user in (await ReadUsersAsync(cancellationToken)).Take(MaxRows))
        {
            if (WireValues.Id(user?.Id) is { } id)
            {
                users.TryAdd(id, new(id, Text.Clean(user?.Name, Text.MaxName) ?? id, user?.Policy?.IsAdministrator, null, ImageKey.User(id, user?.PrimaryImageTag)));
            }
        }

        return [.. users.Values];
    }

    public async Task<IReadOnlyList<LibrarySnapshot>> GetLibrariesAsync(CancellationToken cancellationToken)
    {
        var libraries = new Dictionary<string, LibrarySnapshot>(StringComparer.Ordinal);
        foreach (var folder in (await ReadFoldersAsync(cancellationToken)).Take(MaxRows))
        {
            if ((WireValues.Id(folder?.ItemId) ?? WireValues.Id(folder?.Id)) is { } id)
            {
                libraries.TryAdd(id, new(id, Text.Clean(folder?.Name, Text.MaxName) ?? id, ContentOf(folder?.CollectionType), null));
            }
        }

        return [.. libraries.Values];
    }

    public async Task<IReadOnlyList<RecentItem>> GetRecentlyAddedAsync(int limit, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, 200);
        var page = await http.GetJsonAsync<PageDto<ItemDto>>(RecentlyAddedPath(limit), cancellationToken);
        var items = new List<RecentItem>();
        foreach (var item in page.Items ?? [])
        {
            // Virtual entries are episodes that the server only knows of.
            if (item is not null && item.LocationType is not "Virtual" && WireValues.Instant(item.DateCreated) is { } addedAt)
            {
                items.Add(new(ItemMapper.Map(item), addedAt, WireValues.Duration(item.RunTimeTicks)));
            }
        }

        return [.. items.OrderByDescending(i => i.AddedAt).Take(limit)];
    }

    public async Task<LibraryItemsPage> GetItemsAsync(LibraryItemsRequest request, CancellationToken cancellationToken) =>
        await _items.PageAsync(request, request.ChangedSince is { } since ? await ChangesAsync(since, cancellationToken) : Changes.ByDateAdded, cancellationToken);

    /// <summary>Lists leave nothing out.</summary>
    public Task<IReadOnlyList<LibraryItemSnapshot>> CompleteAsync(IReadOnlyList<LibraryItemSnapshot> items, CancellationToken cancellationToken) => Task.FromResult(items);

    public Task<PlayedList> GetPlayedAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        new PlayedReader(http, Played, GetUsersAsync).ReadAsync(since, cancellationToken);

    public async Task<ServerImage?> GetImageAsync(string path, int width, CancellationToken cancellationToken)
    {
        if (ImageKey.Request(path, width) is not { } address)
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "image/webp, image/jpeg, image/png");
        var answer = await http.SendAsync(request, cancellationToken, MaxImageBytes);
        if (answer.Status == HttpStatusCode.NotFound || MeansNoImage(answer.Status))
        {
            return null;
        }

        answer.EnsureSuccess(Kind.ToString());
        return answer.MediaType?.ToLowerInvariant() is "image/jpeg" or "image/png" or "image/webp" or "image/gif" or "image/avif" && answer.Body.Length > 0
            ? new(answer.Body.ToArray(), answer.MediaType.ToLowerInvariant())
            : null;
    }

    public void Dispose() => http.Dispose();

    protected abstract Task<IReadOnlyList<UserDto?>> ReadUsersAsync(CancellationToken cancellationToken);

    protected abstract Task<IReadOnlyList<VirtualFolderDto?>> ReadFoldersAsync(CancellationToken cancellationToken);

    protected abstract string RecentlyAddedPath(int limit);

    /// <summary>How changes since an instant are asked for.</summary>
    protected virtual Task<Changes> ChangesAsync(DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult(Changes.ByDateAdded);

    protected abstract PlayedPaths Played { get; }

    protected abstract LibraryContent ContentOf(string? collectionType);

    /// <summary>A status, other than 404, by which the product says that there is no such picture.</summary>
    protected virtual bool MeansNoImage(HttpStatusCode status) => false;
}
