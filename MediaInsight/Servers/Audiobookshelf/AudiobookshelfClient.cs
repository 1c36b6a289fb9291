using System.Text.Json;
using System.Text.RegularExpressions;
using MediaInsight.Domain;
using MediaInsight.Platform.Json;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>
/// Reads one Audiobookshelf server. Only ever GETs: closing or syncing somebody's session can take the whole server down.
/// </summary>
internal sealed partial class AudiobookshelfClient(AudiobookshelfHttp http, TimeProvider time) : IMediaServerClient
{
    /// <summary>Newest rows of history read at each poll: downloaded listening and what a closed session came to.</summary>
    private const int NewestRows = 25;

    private const int MaxUserNames = 5000;

    /// <summary>Rows of history in one request of a catch-up, and most requests.</summary>
    private const int HistoryPage = 200;
    private const int MaxHistoryPages = 25;

    private static readonly IReadOnlySet<string> NoSlots = new HashSet<string>();
    private static readonly string[] ImageTypes = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];

    private readonly ServerClock _clock = new();
    private readonly ListeningStates _states = new();
    private readonly ItemDetailsCache _details = new(http, time);
    private readonly AudiobookshelfLibraryItems _items = new(http);
    private readonly Dictionary<string, string> _userNames = new(StringComparer.Ordinal);

    public ServerKind Kind => ServerKind.Audiobookshelf;

    public async Task<ServerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var status = await ServerStatus.ReadAsync(http, cancellationToken);
        var me = await http.GetJsonAsync<UserDto>("api/me", cancellationToken);
        if (!IsAdministrator(me.Type))
        {
            throw AudiobookshelfHttp.NotAdministrator();
        }

        return new(AudiobookshelfHttp.Product, null, status.VersionText);
    }

    public async Task<SessionsReading> GetSessionsAsync(CancellationToken cancellationToken)
    {
        // In this order: what closes in between has its last words in the rows.
        var open = await http.GetAsAdministratorAsync<OpenSessionsDto>("api/sessions/open", cancellationToken);
        var history = await http.GetAsAdministratorAsync<SessionRowsDto>($"api/sessions?sort=updatedAt&desc=1&itemsPerPage={NewestRows}", cancellationToken);
        _clock.Learn(http.ClockOffset);
        var now = time.GetUtcNow();
        var running = Sessions(open.Sessions ?? throw ServerFailure.NoList(AudiobookshelfHttp.Product, "open sessions"), ListeningStates.MaxSessions);
        var rows = Sessions(history.Sessions, NewestRows);
        foreach (var user in running.Concat(rows).Select(s => s.User))
        {
            Learn(user?.Id, user?.Username);
        }

        var heard = _states.Read(running, Sessions(open.ShareSessions, ListeningStates.MaxSessions), rows, _clock, now);
        var snapshots = new List<SessionSnapshot>(heard.Count);
        _details.BeginReading();
        foreach (var listening in heard)
        {
            var details = await _details.GetAsync(listening.Dto, ask: listening.EndedAt is null, cancellationToken);
            snapshots.Add(AudiobookshelfSessionMapper.Map(listening, details, _userNames.GetValueOrDefault));
        }

        return new(snapshots, NoSlots);
    }

    /// <summary>Nothing is offered, so nothing is asked: closing a session of a deleted account ends the whole server.</summary>
    public Task<CommandOutcome> CommandAsync(string controlId, SessionCommand command, CancellationToken cancellationToken) =>
        throw new ServerFailure(ServerFailureKind.Protocol, "Audiobookshelf has no remote control.");

    public async Task<PlayedList> GetPlayedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await GetUsersAsync(cancellationToken);
        var played = new Dictionary<string, PlayedSnapshot>(StringComparer.Ordinal);
        for (var page = 0; page < MaxHistoryPages; page++)
        {
            var answer = await http.GetAsAdministratorAsync<SessionRowsDto>($"api/sessions?sort=updatedAt&desc=1&itemsPerPage={HistoryPage}&page={page}", cancellationToken);
            _clock.Learn(http.ClockOffset);
            var rows = Sessions(answer.Sessions, HistoryPage);
            foreach (var one in rows.Select(r => ListenedRows.Map(r, _clock, _userNames.GetValueOrDefault)).OfType<PlayedSnapshot>().Where(p => p.StoppedAt >= since))
            {
                played[one.SourceId] = one;
            }

            if (answer.Sessions is not { Count: HistoryPage } || rows.All(r => _clock.ToOurs(r.UpdatedAt) is { } at && at < since))
            {
                return new([.. played.Values]);
            }
        }

        return new([.. played.Values], $"Only the newest {MaxHistoryPages * HistoryPage} listening sessions were read.");
    }

    public async Task<IReadOnlyList<ServerUserSnapshot>> GetUsersAsync(CancellationToken cancellationToken)
    {
        var answer = await http.GetAsAdministratorAsync<UsersDto>("api/users", cancellationToken);
        var users = new List<ServerUserSnapshot>();
        foreach (var user in (answer.Users ?? throw ServerFailure.NoList(AudiobookshelfHttp.Product, "accounts")).OfType<UserDto>())
        {
            if (Text.Clean(user.Id, Text.MaxName) is { } id)
            {
                Learn(user.Id, user.Username);
                users.Add(new(id, Text.Clean(user.Username, Text.MaxName) ?? id, user.Type is null ? null : IsAdministrator(user.Type), Text.Clean(user.Email, Text.MaxName), null));
            }
        }

        return users;
    }

    public async Task<IReadOnlyList<LibrarySnapshot>> GetLibrariesAsync(CancellationToken cancellationToken)
    {
        var libraries = new List<LibrarySnapshot>();
        foreach (var library in await LibrariesAsync(cancellationToken))
        {
            libraries.Add(new(library.Id!, Text.Clean(library.Name, Text.MaxName) ?? library.Id!, Content(library), await CountAsync(library.Id!, cancellationToken))); // non-null: LibrariesAsync.
        }

        return libraries;
    }

    public async Task<IReadOnlyList<RecentItem>> GetRecentlyAddedAsync(int limit, CancellationToken cancellationToken)
    {
        var recent = new List<RecentItem>();
        foreach (var library in await LibrariesAsync(cancellationToken))
        {
            recent.AddRange(Content(library) switch
            {
                LibraryContent.Audiobooks => await RecentBooksAsync(library.Id!, limit, cancellationToken), // non-null: LibrariesAsync.
                LibraryContent.Podcasts => await RecentEpisodesAsync(library.Id!, limit, cancellationToken), // non-null: LibrariesAsync.
                _ => [],
            });
        }

        return [.. recent.OrderByDescending(r => r.AddedAt).Take(limit)];
    }

    public Task<LibraryItemsPage> GetItemsAsync(LibraryItemsRequest request, CancellationToken cancellationToken) => _items.PageAsync(request, cancellationToken);

    public Task<IReadOnlyList<LibraryItemSnapshot>> CompleteAsync(IReadOnlyList<LibraryItemSnapshot> items, CancellationToken cancellationToken) => _items.CompleteAsync(items, cancellationToken);

    public async Task<ServerImage?> GetImageAsync(string path, int width, CancellationToken cancellationToken)
    {
        var cover = CoverPath().Match(path);
        if (!cover.Success)
        {
            return null;
        }

        var answer = await http.GetImageAsync($"api/items/{cover.Groups[1].Value}/cover?width={Math.Clamp(width, 40, 1920)}&format=jpeg", cancellationToken);
        if ((int)answer.Status == 404)
        {
            return null;
        }

        answer.EnsureSuccess(AudiobookshelfHttp.Product);
        return answer.Body.Length > 0 && ImageTypes.FirstOrDefault(t => t.Equals(answer.MediaType, StringComparison.OrdinalIgnoreCase)) is { } type
            ? new(answer.Body.ToArray(), type)
            : null;
    }

    public void Dispose() => http.Dispose();

    internal static bool IsAdministrator(string? type) => type is "root" or "admin";

    private static LibraryContent Content(LibraryDto library) => library.MediaType switch
    {
        "book" => LibraryContent.Audiobooks,
        "podcast" => LibraryContent.Podcasts,
        _ => LibraryContent.Other,
    };

    private static List<PlaybackSessionDto> Sessions(List<JsonElement>? elements, int most)
    {
        var sessions = new List<PlaybackSessionDto>();
        foreach (var element in (elements ?? []).Take(most))
        {
            try
            {
                if (element.Deserialize<PlaybackSessionDto>(LenientJson.Rows) is { Id.Length: > 0 and <= Text.MaxName } session && Text.Clean(session.Id) == session.Id)
                {
                    sessions.Add(session);
                }
            }
            catch (JsonException)
            {
                // One session of an unknown shape: the others are still true.
            }
        }

        return sessions;
    }

    private void Learn(string? id, string? name)
    {
        if (Text.Clean(id, Text.MaxName) is { } known && Text.Clean(name, Text.MaxName) is { } told && (_userNames.Count < MaxUserNames || _userNames.ContainsKey(known)))
        {
            _userNames[known] = told;
        }
    }

    private async Task<IReadOnlyList<LibraryDto>> LibrariesAsync(CancellationToken cancellationToken)
    {
        var answer = await http.GetJsonAsync<LibrariesDto>("api/libraries", cancellationToken);
        return [.. (answer.Libraries ?? throw ServerFailure.NoList(AudiobookshelfHttp.Product, "libraries")).OfType<LibraryDto>().Where(l => ItemDetailsCache.IsId(l.Id))];
    }

    private async Task<int?> CountAsync(string libraryId, CancellationToken cancellationToken)
    {
        try
        {
            var page = await http.GetJsonAsync<ItemPageDto>($"api/libraries/{libraryId}/items?limit=1&page=0&minified=1", cancellationToken);
            return page.Total is >= 0 ? page.Total : null;
        }
        catch (ServerFailure e) when (e.Kind is ServerFailureKind.WrongAddress or ServerFailureKind.Unavailable or ServerFailureKind.Protocol)
        {
            // Deleted between the two requests, or its own trouble: the library itself is known.
            return null;
        }
    }

    private async Task<IReadOnlyList<RecentItem>> RecentBooksAsync(string libraryId, int limit, CancellationToken cancellationToken)
    {
        var page = await http.GetJsonAsync<ItemPageDto>($"api/libraries/{libraryId}/items?limit={limit}&page=0&minified=1&sort=addedAt&desc=1", cancellationToken);
        return
        [
            .. from item in (page.Results ?? []).OfType<LibraryItemDto>()
               let added = _clock.ToOurs(item.AddedAt)
               where added is not null && ItemDetailsCache.IsId(item.Id)
               select new RecentItem(AudiobookshelfMedia.OfBook(item, libraryId), Past(added.Value), Length(item.Media?.Duration)),
        ];
    }

    private async Task<IReadOnlyList<RecentItem>> RecentEpisodesAsync(string libraryId, int limit, CancellationToken cancellationToken)
    {
        var page = await http.GetJsonAsync<EpisodePageDto>($"api/libraries/{libraryId}/recent-episodes?limit={limit}&page=0", cancellationToken);
        return
        [
            .. from episode in (page.Episodes ?? []).OfType<EpisodeDto>()
               let added = _clock.ToOurs(episode.AddedAt) ?? _clock.ToOurs(episode.PublishedAt)
               where added is not null && ItemDetailsCache.IsId(episode.LibraryItemId)
               select new RecentItem(AudiobookshelfMedia.OfEpisode(episode, libraryId), Past(added.Value), Length(episode.Duration ?? episode.AudioFile?.Duration)),
        ];
    }

    private DateTimeOffset Past(DateTimeOffset instant) => time.GetUtcNow() is var now && instant > now ? now : instant;

    private static TimeSpan? Length(double? seconds) => Epoch.Seconds(seconds) is > 0 and var told ? Epoch.Span(told) : null;

    [GeneratedRegex("^/?api/items/([A-Za-z0-9_-]{1,64})/cover\\z")]
    private static partial Regex CoverPath();
}
