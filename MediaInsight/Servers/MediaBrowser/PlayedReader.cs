using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Where the two products keep what was played.</summary>
internal abstract class PlayedPaths
{
    /// <summary>The activity log since then, newest first.</summary>
    public abstract string Log(DateTimeOffset since, int start, int limit);

    /// <summary>What an account played, newest first.</summary>
    /// <param name="filter">IsPlayed: to the end; IsResumable: in between.</param>
    public abstract string Watched(string user, string filter, int limit);

    /// <summary>One item as one account sees it.</summary>
    public abstract string Detail(string user, string item);

    public abstract string Items(IEnumerable<string> ids);
}

/// <summary>Reads the activity log and the watched state of every account. Either of the two may be missing.</summary>
internal sealed class PlayedReader(ServerHttp http, PlayedPaths paths, Func<CancellationToken, Task<IReadOnlyList<ServerUserSnapshot>>> readUsers)
{
    private const int LogPage = 500;
    private const int MaxLogPages = 20;
    private const int MaxUsers = 100;
    private const int WatchedPerUser = 100;
    private const int MaxDetails = 200;
    private const int ItemsPerRequest = 50;
    private const int MaxItems = 1000;

    /// <summary>The begin of a play that ended in the time asked for lies before it.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromHours(12);

    private readonly SortedSet<string> _cuts = new(StringComparer.Ordinal);
    private int _detailsLeft = MaxDetails;

    public async Task<PlayedList> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var accounts = await readUsers(cancellationToken);
        var users = accounts.ToDictionary(u => u.ExternalId, u => new SessionUser(u.ExternalId, u.Name, u.AvatarPath), StringComparer.Ordinal);
        ServerFailure? noLog = null;
        IReadOnlyList<LoggedPlay> logged = [];
        try
        {
            logged = [.. PlayLog.Pair(await LinesAsync(since - Before, cancellationToken)).Where(p => (p.Stop ?? p.Line).At >= since)];
        }
        catch (ServerFailure failure)
        {
            noLog = failure;
        }

        var watched = new List<WatchedItem>();
        try
        {
            if (users.Count > MaxUsers)
            {
                _cuts.Add($"the watched titles of {MaxUsers} of {users.Count} accounts");
            }

            foreach (var user in users.Values.Take(MaxUsers))
            {
                watched.AddRange(await WatchedAsync(user, since, cancellationToken));
            }
        }
        catch (ServerFailure) when (noLog is null)
        {
            // The log alone tells who, what and when; only positions are missing.
        }

        var known = watched.Select(w => w.Item.Id).ToHashSet(StringComparer.Ordinal);
        var items = await ItemsAsync(logged.Select(p => p.Item).Where(i => !known.Contains(i)), cancellationToken);
        var played = WatchedState.Join(logged, watched, users, items);
        return noLog is not null && played.Count == 0 ? throw noLog : new([.. played.Where(p => p.Media.Kind.IsHistory())], _cuts.Count == 0 ? null : $"There was more than is read in one go; read were only {string.Join(", ", _cuts)}.");
    }

    private async Task<List<PlayLine>> LinesAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var lines = new List<PlayLine>();
        for (var page = 0; page < MaxLogPages; page++)
        {
            var entries = (await http.GetJsonAsync<PageDto<ActivityDto>>(paths.Log(since, page * LogPage, LogPage), cancellationToken)).Items ?? [];
            lines.AddRange(entries.Select(e => PlayLog.Read(e, http.ClockOffset)).OfType<PlayLine>().Where(l => l.At >= since));
            if (entries.Count < LogPage)
            {
                return lines;
            }
        }

        _cuts.Add($"the newest {MaxLogPages * LogPage} lines of the activity log");
        return lines;
    }

    private async Task<List<WatchedItem>> WatchedAsync(SessionUser user, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, WatchedItem>(StringComparer.Ordinal);
        foreach (var filter in new[] { "IsPlayed", "IsResumable" })
        {
            var page = await http.GetJsonAsync<PageDto<ItemDto>>(paths.Watched(user.ExternalId, filter, WatchedPerUser), cancellationToken);
            var isWhole = page.Items is not { Count: >= WatchedPerUser };
            foreach (var item in (page.Items ?? []).OfType<ItemDto>().Where(i => WireValues.Id(i.Id) is not null))
            {
                var full = item;
                if (WireValues.Instant(item.UserData?.LastPlayedDate) is null)
                {
                    if (_detailsLeft-- <= 0)
                    {
                        _cuts.Add($"{MaxDetails} titles whose date the list leaves out");
                        isWhole = true;
                        break;
                    }

                    // Emby's lists leave the date out that its items have.
                    full = await http.GetJsonAsync<ItemDto>(paths.Detail(user.ExternalId, item.Id!), cancellationToken); // non-null: asked for above
                }

                if (WireValues.Instant(full.UserData?.LastPlayedDate) is not { } told || ServerTime.ToOurs(told, http.ClockOffset) is var at && at < since)
                {
                    // Newest first: what follows is older.
                    isWhole = true;
                    break;
                }

                found.TryAdd(item.Id!, new(user, full, at)); // non-null: as above
            }

            if (!isWhole)
            {
                _cuts.Add($"the newest {WatchedPerUser} watched titles of an account");
            }
        }

        return [.. found.Values];
    }

    private async Task<Dictionary<string, ItemDto>> ItemsAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, ItemDto>(StringComparer.Ordinal);
        var wanted = ids.Where(i => i.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count > MaxItems)
        {
            _cuts.Add($"{MaxItems} of {wanted.Count} titles of the activity log");
        }

        foreach (var chunk in wanted.Take(MaxItems).Chunk(ItemsPerRequest))
        {
            foreach (var item in (await http.GetJsonAsync<PageDto<ItemDto>>(paths.Items(chunk), cancellationToken)).Items ?? [])
            {
                if (WireValues.Id(item?.Id) is { } id)
                {
                    items[id] = item!; // non-null: it has an id
                }
            }
        }

        return items;
    }
}
