using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// Plex' own watch history: views that were finished (about 90 %) or marked as watched, with the moment, the account and
/// the device, and nothing about how long.
/// </summary>
/// <param name="read">Reads a path of the server.</param>
/// <param name="clockOffset">The server's clock minus ours, as last told.</param>
internal sealed class PlexHistory(Func<string, CancellationToken, Task<PlexElement>> read, Func<TimeSpan?> clockOffset)
{
    private const int PageSize = 200;
    private const int MaxRows = 5000;
    private const int ItemsPerRequest = 50;
    private const int MaxItems = 1000;

    public async Task<PlayedList> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (rows, isCut) = await RowsAsync(since, cancellationToken);
        if (rows.Count == 0)
        {
            return new([]);
        }

        var accounts = await read("accounts", cancellationToken);
        var names = accounts.All("Account").Select(PlexLibraryMapper.User).OfType<ServerUserSnapshot>().DistinctBy(u => u.ExternalId).ToDictionary(u => u.ExternalId, StringComparer.Ordinal);
        var devices = await DevicesAsync(cancellationToken);
        var items = await ItemsAsync(rows, cancellationToken);
        return new([.. rows.Select(row => Map(row, names, devices, items)).OfType<PlayedSnapshot>().DistinctBy(p => p.SourceId)], isCut ? $"Only the newest {MaxRows} views were read." : null);
    }

    private async Task<(List<PlexElement> Rows, bool IsCut)> RowsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var from = since.ToUnixTimeSeconds();
        var found = new List<PlexElement>();
        var isCut = true;
        while (found.Count < MaxRows)
        {
            // The name of the filter is "viewedAt>".
            var path = string.Create(CultureInfo.InvariantCulture, $"status/sessions/history/all?sort=viewedAt:desc&viewedAt%3E={from}&X-Plex-Container-Start={found.Count}&X-Plex-Container-Size={PageSize}");
            var page = PlexDocument.Rows(await read(path, cancellationToken)).ToList();
            found.AddRange(page.Take(MaxRows - found.Count));

            // An older server sends the whole history at once, whatever it is asked for.
            if (page.Count != PageSize || page[^1].Long("viewedAt") < from)
            {
                isCut = found.Count >= MaxRows && found[^1].Long("viewedAt") >= from;
                break;
            }
        }

        return ([.. found.Where(row => row.Long("viewedAt") is { } at && at >= from && at < 253_402_300_800 && PlexMediaMapper.KindOf(row).IsHistory())], isCut);
    }

    private PlayedSnapshot? Map(PlexElement row, Dictionary<string, ServerUserSnapshot> names, Dictionary<string, DeviceRef> devices, Dictionary<string, PlexElement> items)
    {
        var viewedAt = row.Long("viewedAt")!.Value; // non-null: rows without it were left out
        if (PlexMediaMapper.Id(row.Text("historyKey")?.Split('/')[^1]) is not { } key || UserOf(row.Text("accountID"), names) is not { } user)
        {
            return null;
        }

        var item = row.Text("ratingKey") is { } rating ? items.GetValueOrDefault(rating) : null;
        var media = PlexMediaMapper.Map(item ?? row, row.Text("librarySectionID"));
        var duration = PlexMediaMapper.Time((item ?? row).Long("duration"));
        return media.ExternalId.Length == 0 ? null : new()
        {
            SourceId = string.Create(CultureInfo.InvariantCulture, $"plex:{key}@{viewedAt}"),
            User = user,
            Media = media,
            Device = row.Text("deviceID") is { } device && devices.TryGetValue(device, out var known) ? known : new(),
            StoppedAt = ServerTime.ToOurs(DateTimeOffset.FromUnixTimeSeconds(viewedAt), clockOffset()),
            Duration = duration > TimeSpan.Zero ? duration : null,
            Completed = true,
        };
    }

    /// <summary>Null for an account that the server does not name: a made-up name would rename a stored one.</summary>
    private static SessionUser? UserOf(string? account, Dictionary<string, ServerUserSnapshot> names) =>
        account == PlexSessionMapper.LocalUser ? new(PlexSessionMapper.LocalUser, "Local")
        : account is not null && names.TryGetValue(account, out var user) ? new(user.ExternalId, user.Name, user.AvatarPath)
        : null;

    private async Task<Dictionary<string, DeviceRef>> DevicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await read("devices", cancellationToken);
            return answer.All("Device").Where(d => d.Has("id")).DistinctBy(d => d.Text("id")).ToDictionary(
                d => d.Text("id") ?? "",
                d => new DeviceRef { ExternalId = PlexMediaMapper.Id(d.Text("clientIdentifier")), Name = Text.Clean(d.Text("name"), Text.MaxName), Platform = Text.Clean(d.Text("platform"), Text.MaxName) },
                StringComparer.Ordinal);
        }
        catch (ServerFailure failure) when (IsBearable(failure))
        {
            return [];
        }
    }

    /// <summary>Length and lasting identity; what is gone from the library is told by its row alone.</summary>
    private async Task<Dictionary<string, PlexElement>> ItemsAsync(List<PlexElement> rows, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, PlexElement>(StringComparer.Ordinal);
        var keys = rows.Select(r => r.Text("ratingKey")).OfType<string>().Where(k => k.All(char.IsAsciiLetterOrDigit) && k.Length <= 40).Distinct(StringComparer.Ordinal).Take(MaxItems);
        foreach (var chunk in keys.Chunk(ItemsPerRequest))
        {
            try
            {
                foreach (var item in PlexDocument.Rows(await read("library/metadata/" + string.Join(',', chunk), cancellationToken)))
                {
                    if (item.Text("ratingKey") is { } key)
                    {
                        items[key] = item;
                    }
                }
            }
            catch (ServerFailure failure) when (IsBearable(failure))
            {
                // All of them are gone, or too much for one answer.
            }
        }

        return items;
    }

    private static bool IsBearable(ServerFailure failure) =>
        failure.Kind is ServerFailureKind.Protocol or ServerFailureKind.WrongAddress or ServerFailureKind.TooLarge or ServerFailureKind.Unavailable;
}
