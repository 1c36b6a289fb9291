using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Ingest;
using MediaInsight.Servers;

namespace MediaInsight.Demo;

/// <summary>Puts the invented household into the installation and takes it out again, with everything it left behind.</summary>
internal sealed class DemoControl(
    ServerRegistry registry, ServerRefresh refresh, FinishedPlays plays, DemoNotices notices, DatabaseWriter writer, IServerHistoryRemoval removal, SettingsStore settings, IHostApplicationLifetime lifetime, TimeProvider time) : IDemoControl, IDisposable
{
    /// <summary>Plays of the past that a rule spoke of.</summary>
    private const int MaxTold = 12;

    private readonly SemaphoreSlim _once = new(1, 1);
    private CancellationTokenSource _moving = new();

    public bool IsActive => registry.All.Any(s => s.IsDemo);

    /// <summary>The program ended while the household moved in.</summary>
    public bool IsUnfinished => IsActive && !settings.Get<DemoHouseholdSettings>().HasMovedIn;

    /// <summary>Moving in goes on when the page that asked for it is left.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => MoveInAsync().WaitAsync(cancellationToken);

    private async Task MoveInAsync()
    {
        using var moving = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var cancellationToken = moving.Token;
        await _once.WaitAsync(cancellationToken);
        _moving = moving;
        try
        {
            if (IsActive && !IsUnfinished)
            {
                return;
            }

            // Half a household is of no use, and what is there of it would be there twice.
            await MoveOutAsync(cancellationToken);
            var servers = new Dictionary<ServerKind, MediaServer>();
            foreach (var demo in DemoHousehold.Servers)
            {
                var change = await registry.AddAsync(new(demo.Kind, demo.Name, demo.Url.ToString(), demo.Token, PinnedFingerprint: null), machineId: null, cancellationToken, isDemo: true);
                servers[demo.Kind] = change.Server ?? throw new InvalidOperationException($"{demo.Name}: {change.Problem}");
            }

            foreach (var server in servers.Values)
            {
                // Libraries first: plays find theirs by it.
                await refresh.RunAsync(server, cancellationToken);
            }

            var now = time.GetUtcNow();
            var gaps = DemoGaps.Before(now);
            var newest = new Queue<DemoPlay>();
            await plays.StoreAsync(
                DemoPast.Generate(now, zone: settings.Get<SiteSettings>().Zone()).Where(p => !gaps.Any(g => g.Hides(p))).Select(p => Finished(Kept(newest, p), servers[p.Server].Id)), cancellationToken);
            await writer.RunAsync(
                (db, _) =>
                {
                    db.ServerGaps.AddRange(gaps.Select(g => new ServerGap { ServerId = servers[g.Server].Id, StartedAt = g.From, EndedAt = g.To, Reason = g.Reason }));
                    return Task.CompletedTask;
                },
                cancellationToken);
            await notices.MoveInAsync(newest, gaps[0], cancellationToken);
            await settings.SetAsync(settings.Get<DemoHouseholdSettings>() with { HasMovedIn = true }, cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await StopMovingAsync();
        await _once.WaitAsync(cancellationToken);
        try
        {
            await MoveOutAsync(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task MoveOutAsync(CancellationToken cancellationToken)
    {
        // From here on it is unfinished: killed now, it is taken out, or moves in, anew.
        if (settings.Get<DemoHouseholdSettings>().HasMovedIn)
        {
            await settings.SetAsync(settings.Get<DemoHouseholdSettings>() with { HasMovedIn = false }, cancellationToken);
        }

        await notices.MoveOutAsync(cancellationToken);
        await settings.SetAsync(new DemoHouseholdSettings(), cancellationToken);
        foreach (var server in registry.All.Where(s => s.IsDemo).ToList())
        {
            await removal.RemoveAsync(server.Id, cancellationToken);
        }
    }

    public void Dispose()
    {
        _once.Dispose();
        _moving.Dispose();
    }

    /// <summary>A household that is still moving in need not finish first.</summary>
    private async Task StopMovingAsync()
    {
        try
        {
            await _moving.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has moved in already.
        }
    }

    /// <summary>Remembers the newest ones, which come last.</summary>
    private static DemoPlay Kept(Queue<DemoPlay> newest, DemoPlay play)
    {
        newest.Enqueue(play);
        if (newest.Count > MaxTold)
        {
            newest.Dequeue();
        }

        return play;
    }

    private static FinishedPlay Finished(DemoPlay play, ServerId server) => new()
    {
        ServerId = server,
        User = play.User,
        Device = play.Device,
        Media = play.Media,
        IpAddress = play.IpAddress,
        Location = play.Location,
        StartedAt = play.StartedAt,
        StoppedAt = play.StoppedAt,
        WatchedMs = play.WatchedMs,
        PausedMs = play.PausedMs,
        BufferingMs = play.BufferingMs,
        StartPosition = play.StartPosition,
        Position = play.Position,
        Duration = play.Duration,
        Stream = play.Stream,
        BandwidthKbps = play.BandwidthKbps,
    };
}
