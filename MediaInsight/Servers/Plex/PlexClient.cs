using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Plex;

/// <summary>Reads one Plex Media Server with its owner's token.</summary>
internal sealed class PlexClient : IMediaServerClient, IHostFigures, IServerUpdates, IServerTraffic
{
    /// <summary>More than any server serves; what comes after it is not read.</summary>
    public const int MaxSessions = 1000;

    private const int MaxImageBytes = 8 * 1024 * 1024;
    private const int MaxSections = 100;
    private const int MaxAccounts = 10_000;

    private static readonly HashSet<string> ImageTypes = new(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"], StringComparer.OrdinalIgnoreCase);

    private readonly ServerHttp _http;
    private readonly ServerHttp _open;
    private readonly PlexSources _sources;
    private bool? _hasPass;
    private readonly PlexLibraryItems _items;

    public PlexClient(ServerHttpFactory factory, ServerConnection connection)
    {
        _http = factory.Create(connection, "Plex", PlexHeaders.For(connection.InstallationId, connection.Token));
        _open = factory.Create(connection, "Plex", PlexHeaders.For(connection.InstallationId, token: null));
        _sources = new(_http, factory.Time);
        _items = new(ReadAsync);
    }

    public ServerKind Kind => ServerKind.Plex;

    public async Task<ServerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var identification = new PlexIdentification(_open, _http);
        var identity = await identification.IdentifyAsync(cancellationToken);
        _hasPass = identification.HasPass;
        return identity;
    }

    public async Task<SessionsReading> GetSessionsAsync(CancellationToken cancellationToken)
    {
        var container = await ReadAsync("status/sessions", cancellationToken);
        var items = PlexDocument.Rows(container).Take(MaxSessions).ToList();
        if (container.Int("size") > 0 && container.Children.Count == 0)
        {
            // Everything that plays would seem to be over.
            throw new ServerFailure(ServerFailureKind.Protocol, "Plex's answer counts sessions and lists none.");
        }

        var originals = await _sources.ForAsync(items, cancellationToken);
        var sessions = items
            .Select(item => PlexSessionMapper.Map(item, originals.GetValueOrDefault(item)))
            .OfType<SessionSnapshot>()
            .DistinctBy(session => session.Key)
            .Select(session => _hasPass == false ? session with { Commands = SessionCommands.None } : session)
            .ToList();

        // Plex lists playing sessions only, never connected players that rest.
        return new(sessions, new HashSet<string>());
    }

    /// <summary>Ends a stream, the only thing a Plex server does to one. Until it disappears some seconds may pass.</summary>
    public async Task<CommandOutcome> CommandAsync(string controlId, SessionCommand command, CancellationToken cancellationToken)
    {
        if (command.Verb != SessionVerb.Stop)
        {
            throw new ServerFailure(ServerFailureKind.Protocol, "Plex can end a stream and do nothing else to it.");
        }

        var reason = command.Text is null ? "" : $"&reason={Uri.EscapeDataString(command.Text)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"status/sessions/terminate?sessionId={Uri.EscapeDataString(controlId)}{reason}");
        var answer = await _http.SendAsync(request, cancellationToken);
        return (int)answer.Status is 401
            ? throw new ServerFailure(ServerFailureKind.Unauthorized, "Plex refuses: ending streams needs a Plex Pass of the server's owner, and the owner's token.")
            : CommandAnswer.Read(answer, "Plex");
    }

    public async Task<IReadOnlyList<ServerUserSnapshot>> GetUsersAsync(CancellationToken cancellationToken)
    {
        var container = await ReadAsync("accounts", cancellationToken);
        return [.. container.All("Account").Take(MaxAccounts).Select(PlexLibraryMapper.User).OfType<ServerUserSnapshot>().DistinctBy(user => user.ExternalId)];
    }

    public async Task<IReadOnlyList<LibrarySnapshot>> GetLibrariesAsync(CancellationToken cancellationToken)
    {
        var libraries = new List<LibrarySnapshot>();
        var countsAnswer = true;
        foreach (var section in await SectionsAsync(cancellationToken))
        {
            int? count = null;
            if (countsAnswer && section.Text("key") is { } key)
            {
                try
                {
                    count = PlexLibraryMapper.Count(await ReadAsync($"library/sections/{Uri.EscapeDataString(key)}/all?X-Plex-Container-Start=0&X-Plex-Container-Size=0", cancellationToken));
                }
                catch (ServerFailure failure)
                {
                    // A count is extra. A server that does not even answer would let every further library wait as long.
                    countsAnswer = failure.Kind is not (ServerFailureKind.TimedOut or ServerFailureKind.Unreachable or ServerFailureKind.RateLimited);
                }
            }

            if (PlexLibraryMapper.Library(section, count) is { } library) { libraries.Add(library); }
        }

        return libraries;
    }

    /// <summary>
    /// Asks every library for what we show: Plex' own list of recently added names seasons where episodes are meant.
    /// </summary>
    public async Task<IReadOnlyList<RecentItem>> GetRecentlyAddedAsync(int limit, CancellationToken cancellationToken)
    {
        var wanted = Math.Clamp(limit, 1, 200);
        var items = new List<RecentItem>();
        ServerFailure? lastFailure = null;
        var anyRead = false;
        foreach (var section in await SectionsAsync(cancellationToken))
        {
            if (section.Text("key") is not { } key || PlexLibraryMapper.RecentType(section) is not { } type)
            {
                continue;
            }

            try
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"library/sections/{Uri.EscapeDataString(key)}/all?type={type}&sort=addedAt:desc&X-Plex-Container-Start=0&X-Plex-Container-Size={wanted}");
                var container = await ReadAsync(path, cancellationToken);
                items.AddRange(PlexDocument.Rows(container).Select(row => PlexLibraryMapper.Recent(row, key)).OfType<RecentItem>());
                anyRead = true;
            }
            catch (ServerFailure failure) when (failure.Kind is not (ServerFailureKind.Unauthorized or ServerFailureKind.TimedOut or ServerFailureKind.Unreachable))
            {
                lastFailure = failure;
            }
        }

        if (!anyRead && lastFailure is not null)
        {
            throw lastFailure;
        }

        // A server may ignore sort and size.
        return [.. items.OrderByDescending(item => item.AddedAt).Take(wanted)];
    }

    public Task<LibraryItemsPage> GetItemsAsync(LibraryItemsRequest request, CancellationToken cancellationToken) => _items.PageAsync(request, cancellationToken);

    public Task<IReadOnlyList<LibraryItemSnapshot>> CompleteAsync(IReadOnlyList<LibraryItemSnapshot> items, CancellationToken cancellationToken) => _items.CompleteAsync(items, cancellationToken);

    public Task<PlayedList> GetPlayedAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        new PlexHistory(ReadAsync, () => _http.ClockOffset).ReadAsync(since, cancellationToken);

    public async Task<HostFigures?> GetHostFiguresAsync(CancellationToken cancellationToken) =>
        await FindAsync(PlexResources.Path, cancellationToken) is { } found ? PlexResources.Map(found) : null;

    public async Task<UpdateOffer?> GetUpdateAsync(CancellationToken cancellationToken) =>
        await FindAsync(PlexUpdates.Path, cancellationToken) is { } found ? PlexUpdates.Map(found) : null;

    public async Task<ServerImage?> GetImageAsync(string path, int width, CancellationToken cancellationToken)
    {
        if (PlexMediaMapper.ImagePath(path) is not { } safe)
        {
            return null;
        }

        // minSize: the box is covered, so a square box gives posters and covers the wanted width.
        var side = Math.Clamp(width, 40, 1920);
        var url = string.Create(CultureInfo.InvariantCulture, $"photo/:/transcode?width={side}&height={side}&minSize=1&upscale=1&format=jpg&url={Uri.EscapeDataString(safe)}");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var answer = await _http.SendAsync(request, cancellationToken, MaxImageBytes);
        if ((int)answer.Status == 404)
        {
            return null;
        }

        answer.EnsureSuccess("Plex");
        return answer.MediaType is { } type && ImageTypes.Contains(type) && answer.Body.Length > 0 ? new(answer.Body.ToArray(), type.ToLowerInvariant()) : null;
    }

    public void Dispose()
    {
        _http.Dispose();
        _open.Dispose();
    }

    private async Task<List<PlexElement>> SectionsAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync("library/sections", cancellationToken)).All("Directory").Take(MaxSections)];

    public async Task<IReadOnlyList<TrafficHour>?> GetTrafficAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await FindAsync(PlexTraffic.Path(since), cancellationToken) is { } found ? PlexTraffic.Map(found, since) : null;

    /// <summary>Null: this server has no such page.</summary>
    private async Task<PlexElement?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var answer = await _http.SendAsync(request, cancellationToken);
        if ((int)answer.Status == 404)
        {
            return null;
        }

        answer.EnsureSuccess("Plex");
        return PlexDocument.Read(answer);
    }

    private async Task<PlexElement> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccess("Plex");
        return PlexDocument.Read(answer);
    }
}
