using MediaInsight.Analytics.Statistics;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics;

public sealed record KindPlays(MediaKind Kind, long Plays, long WatchedMs);

/// <summary>A device with one app, whatever its versions.</summary>
/// <param name="ClientVersion">Of the newest play.</param>
public sealed record ViewerDevice(
    string? Name, string? ClientName, string? ClientVersion, string? Platform, string DeviceType, long Plays, long WatchedMs, DateTimeOffset LastSeenAt);

/// <param name="Location">Null: neither the server nor the own networks tell.</param>
public sealed record ViewerAddress(string Address, NetworkLocation? Location, long Plays, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);

public sealed record ViewerProfileResult
{
    public required ViewerId Id { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<ViewerAccount> Accounts { get; init; }

    /// <summary>Of all time.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }

    // The rest is about the range.
    public required long Plays { get; init; }
    public required long WatchedMs { get; init; }

    /// <summary>Most watched first.</summary>
    public required IReadOnlyList<KindPlays> ByKind { get; init; }
    public required IReadOnlyList<TopTitle> MostWatched { get; init; }

    /// <summary>Last used first.</summary>
    public required IReadOnlyList<ViewerDevice> Devices { get; init; }

    /// <summary>Last used first; null: the reader may not know.</summary>
    public IReadOnlyList<ViewerAddress>? Addresses { get; init; }

    /// <summary>Newest first; without short ones.</summary>
    public required IReadOnlyList<HistoryRow> Recent { get; init; }

    /// <summary>The last 365 days, whatever the range.</summary>
    public required PlaysByDayResult Calendar { get; init; }

    /// <summary>Of the same days, on the servers on which the person has an account.</summary>
    public IReadOnlyList<UnobservedStretch> Unobserved { get; init; } = [];
}

/// <summary>One person: how much, what, when, on what, from where.</summary>
public sealed class ViewerProfile(IDbContextFactory<MediaInsightDb> factory, StatisticReader statistics, PlaysByDay byDay, TopMedia topMedia, HistoryQuery history, UnobservedTimes unobserved, TimeProvider time)
{
    public const int CalendarDays = 365;
    private const int MostWatchedLimit = 10;
    private const int RecentLimit = 12;
    private const int ListLimit = 50;

    /// <param name="filter">The range, and the account when it is about one of them; the viewer in it is replaced.</param>
    /// <param name="withAddresses">The reader may know where the person connects from.</param>
    /// <returns>Null when there is no such person, or none that the reader may see.</returns>
    public async Task<ViewerProfileResult?> ReadAsync(
        ViewerId viewer, AnalyticsFilter filter, bool withAddresses, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (!scope.Allows(viewer) || await ViewerList.AccountsAsync(db, viewer, scope, cancellationToken) is not [var person])
        {
            return null;
        }

        var own = filter with { Viewer = viewer };
        var span = (await statistics.ReadAsync(new() { Filter = own with { From = null, To = null } }, zone, today, scope, cancellationToken)).Total;
        var kinds = (await statistics.ReadAsync(new() { Filter = own, By = StatisticSplit.Kind }, zone, today, scope, cancellationToken)).Rows
            .Select(r => new KindPlays(r.Key.Kind ?? MediaKind.Other, r.Figures.Plays, r.Figures.WatchedMs)).ToList();
        var recent = await history.PageAsync(Recent(own, zone), scope, cancellationToken);
        return new()
        {
            Id = viewer,
            Name = person.Name,
            Accounts = person.Accounts,
            FirstSeenAt = span.FirstAt,
            LastSeenAt = span.LastAt,
            Plays = kinds.Sum(k => k.Plays),
            WatchedMs = kinds.Sum(k => k.WatchedMs),
            ByKind = kinds,
            MostWatched = await topMedia.ReadAsync(own, TopBy.WatchTime, MostWatchedLimit, zone, scope, cancellationToken),
            Devices = await DevicesAsync(db, own, person.IsIncognito, zone, scope, cancellationToken),
            Addresses = withAddresses && !person.IsIncognito ? await AddressesAsync(db, own, zone, scope, cancellationToken) : null,
            Recent = recent.Items,
            Calendar = await byDay.ReadAsync(AnalyticsFilter.Last(CalendarDays, today) with { Viewer = viewer, User = filter.User, Server = filter.Server }, zone, today, scope, cancellationToken),
            Unobserved = await unobserved.ReadAsync(filter.Server, viewer, SiteDays.Start(today.AddDays(1 - CalendarDays), zone), time.GetUtcNow(), scope, cancellationToken),
        };
    }

    private static HistoryFilter Recent(AnalyticsFilter own, TimeZoneInfo zone) => new()
    {
        Viewer = own.Viewer,
        User = own.User,
        Server = own.Server,
        Kind = own.Kind,
        From = own.From is { } from ? SiteDays.Start(from, zone) : null,
        Before = own.To is { } to ? SiteDays.Start(to.AddDays(1), zone) : null,
        PageSize = RecentLimit,
    };

    private static async Task<List<ViewerDevice>> DevicesAsync(MediaInsightDb db, AnalyticsFilter own, bool nameless, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var plays = new CountedPlays(own, zone, scope);

        // People name their devices after themselves.
        var name = nameless ? "NULL" : "d.name";

        // SQLite takes the bare version from the row that has the MAX.
        var rows = await plays.ReadAsync<DeviceRow>(db, $"""
            SELECT {name} AS Name, d.client_name AS ClientName, d.client_version AS ClientVersion, d.platform AS Platform, d.device_type AS DeviceType,
              SUM(t.plays) AS Plays, SUM(t.watched) AS WatchedMs, MAX(t.seen) AS LastSeen
            FROM (SELECT p.device_id AS device, {plays.Plays} AS plays, {plays.WatchedMs} AS watched, MAX(p.stopped_at) AS seen FROM plays p WHERE {plays.Where} GROUP BY p.device_id) t
            JOIN play_devices d ON d.id = t.device
            GROUP BY {name}, d.client_name, d.platform, d.device_type
            ORDER BY LastSeen DESC LIMIT {plays.Value(ListLimit)}
            """, cancellationToken);
        return [.. rows.Select(r => new ViewerDevice(
            r.Name, r.ClientName, r.ClientVersion, r.Platform, r.DeviceType, r.Plays, r.WatchedMs, DateTimeOffset.FromUnixTimeMilliseconds(r.LastSeen)))];
    }

    private static async Task<List<ViewerAddress>> AddressesAsync(MediaInsightDb db, AnalyticsFilter own, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var plays = new CountedPlays(own, zone, scope);
        var rows = await plays.ReadAsync<AddressRow>(db, $"""
            SELECT p.ip_address AS Address, MAX(p.location) AS Location, {plays.Plays} AS Plays, MIN(p.started_at) AS FirstSeen, MAX(p.stopped_at) AS LastSeen
            FROM plays p WHERE {plays.Where} AND p.ip_address IS NOT NULL
            GROUP BY p.ip_address ORDER BY LastSeen DESC LIMIT {plays.Value(ListLimit)}
            """, cancellationToken);
        return [.. rows.Select(r => new ViewerAddress(
            r.Address, (NetworkLocation?)r.Location, r.Plays, DateTimeOffset.FromUnixTimeMilliseconds(r.FirstSeen), DateTimeOffset.FromUnixTimeMilliseconds(r.LastSeen)))];
    }

    internal sealed class DeviceRow
    {
        public string? Name { get; init; }
        public string? ClientName { get; init; }
        public string? ClientVersion { get; init; }
        public string? Platform { get; init; }
        public required string DeviceType { get; init; }
        public long Plays { get; init; }
        public long WatchedMs { get; init; }
        public long LastSeen { get; init; }
    }

    internal sealed class AddressRow
    {
        public required string Address { get; init; }
        public int? Location { get; init; }
        public long Plays { get; init; }
        public long FirstSeen { get; init; }
        public long LastSeen { get; init; }
    }
}
