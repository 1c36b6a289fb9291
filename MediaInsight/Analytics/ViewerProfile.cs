using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.InMemory;
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
public sealed class ViewerProfile(
    IDbContextFactory<MediaInsightDb> factory, PlayIndex index, StatisticReader statistics, PlaysByDay byDay, TopMedia topMedia, HistoryQuery history, UnobservedTimes unobserved, TimeProvider time)
{
    public const int CalendarDays = 365;
    private const int MostWatchedLimit = 10;
    private const int RecentLimit = 12;
    private const int ListLimit = 50;

    private readonly SelectedPlays _plays = new(index, factory);
    private readonly ViewerAddresses _addresses = new(factory, index);

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

        // Side by side: addresses are read from the database while plays in memory are counted.
        var own = filter with { Viewer = viewer };
        var addresses = withAddresses && !person.IsIncognito ? _addresses.ReadAsync(own, zone, scope, cancellationToken) : null;
        try
        {
            return await ReadAsync(db, person, own, zone, today, scope, cancellationToken) with { Addresses = addresses is null ? null : await addresses };
        }
        catch when (addresses is not null)
        {
            // What began is waited for, whatever becomes of it.
            await ((Task)addresses).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<ViewerProfileResult> ReadAsync(
        MediaInsightDb db, ViewerList.Person person, AnalyticsFilter own, TimeZoneInfo zone, DateOnly today, ReadScope scope, CancellationToken cancellationToken)
    {
        var viewer = person.Id;
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
            Recent = recent.Items,
            Calendar = await byDay.ReadAsync(AnalyticsFilter.Last(CalendarDays, today) with { Viewer = viewer, User = own.User, Server = own.Server }, zone, today, scope, cancellationToken),
            Unobserved = await unobserved.ReadAsync(own.Server, viewer, SiteDays.Start(today.AddDays(1 - CalendarDays), zone), time.GetUtcNow(), scope, cancellationToken),
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

    private async Task<List<ViewerDevice>> DevicesAsync(MediaInsightDb db, AnalyticsFilter own, bool nameless, TimeZoneInfo zone, ReadScope scope, CancellationToken cancellationToken)
    {
        var cells = await _plays.AskAsync(own, zone, scope, OnDevices, cancellationToken);
        var used = Enumerable.Range(0, cells.Length).Where(d => cells[d].Last != 0).Select(d => (long)d).ToList();
        var devices = await db.PlayDevices.AsNoTracking().Where(d => used.Contains(d.Id)).ToListAsync(cancellationToken);

        // People name their devices after themselves.
        return
        [
            .. devices.GroupBy(d => (Name: nameless ? null : d.Name, d.ClientName, d.Platform, d.DeviceType))
                .Select(g => (g.Key, Newest: g.MaxBy(d => cells[d.Id].Last)!, Sums: Sum(g.Select(d => cells[d.Id])).Figures())) // non-null: groups are not empty
                .Select(g => new ViewerDevice(
                    g.Key.Name, g.Key.ClientName, g.Newest.ClientVersion, g.Key.Platform, g.Key.DeviceType, g.Sums.Plays, g.Sums.WatchedMs, g.Sums.LastAt!.Value)) // non-null: used
                .OrderByDescending(d => d.LastSeenAt).Take(ListLimit),
        ];
    }

    /// <summary>Sums by the number of the device.</summary>
    private static StatisticCell[] OnDevices(PlayIndexReading reading, PlaySelection selection)
    {
        var cells = new StatisticCell[reading.Names.LastDevice + 1];
        StatisticCell total = default;
        new StatisticWalk(reading, selection).Groups(new MappedKeys(PlayTraits.Device, [.. Enumerable.Range(0, cells.Length)], 0, cells.Length, g => new($"{g}", null)), cells, ref total);
        return cells;
    }

    private static StatisticCell Sum(IEnumerable<StatisticCell> cells)
    {
        StatisticCell sum = default;
        foreach (var cell in cells)
        {
            sum.Add(cell);
        }

        return sum;
    }
}
