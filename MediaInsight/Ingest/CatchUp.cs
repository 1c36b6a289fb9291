using System.Collections.Concurrent;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Live;
using MediaInsight.Servers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Ingest;

/// <summary>
/// Fills what was missed from the servers' own history: after the first good reading of a start, after an outage, by
/// schedule and by button. One server at a time, with a client of its own.
/// </summary>
internal sealed partial class CatchUp(
    ServerRegistry registry,
    ServerClients clients,
    ServerGaps gaps,
    GapLog log,
    SessionPipeline pipeline,
    FinishedPlays plays,
    LiveSessions live,
    DatabaseWriter writer,
    SettingsStore settings,
    TimeProvider time,
    ILogger<CatchUp> logger) : BackgroundService, ICatchUp
{
    /// <summary>What plays when watching begins again is recorded by then, and a server that has just started is done with the worst.</summary>
    internal static readonly TimeSpan Settle = TimeSpan.FromSeconds(45);

    /// <summary>A server that comes and goes is not asked more often than this.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    /// <summary>Plays in one transaction: readings wait no longer than that takes.</summary>
    private const int Batch = 40;

    private readonly CatchUpQueue _requests = new(time);
    private readonly ConcurrentDictionary<ServerId, DateTimeOffset> _ranAt = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public bool IsWaiting(ServerId server) => _requests.DueAt(server) is not null;

    /// <summary>When what waits begins, or what runs began; null: neither.</summary>
    internal DateTimeOffset? DueAt(ServerId server) => _requests.DueAt(server);

    public void Request(ServerId server) => _requests.Ask(server, time.GetUtcNow());

    /// <summary>Never throws but when cancelled: what went wrong stands in the result, which is stored.</summary>
    public async Task<CatchUpRun> RunAsync(MediaServer server, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            _ranAt[server.Id] = now;
            var run = new CatchUpRun { ServerId = server.Id, At = now };
            try
            {
                await FillAsync(server, run, now, cancellationToken);
                LogDone(server.Name, run.Found, run.Derived, run.Inferred);
            }
            catch (ServerFailure failure)
            {
                run.Problem = failure.Message;
                LogFailed(server.Name, failure.Message);
            }

            await KeepAsync(run, cancellationToken);
            return run;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <summary>Listens before any server is read: the work itself begins on another thread, perhaps after the first reading.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        log.Resumed += OnResumed;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryAsync(await _requests.NextAsync(stoppingToken), stoppingToken);
                _requests.Done();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            log.Resumed -= OnResumed;
        }
    }

    private void OnResumed(ServerId server)
    {
        var due = time.GetUtcNow() + Settle;
        _requests.Ask(server, _ranAt.TryGetValue(server, out var ran) && ran + Rest > due ? ran + Rest : due);
    }

    private async Task TryAsync(ServerId id, CancellationToken stoppingToken)
    {
        try
        {
            if (registry.Find(id) is { IsEnabled: true, IsDemo: false } server)
            {
                await RunAsync(server, stoppingToken);
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The database is away, or a fault of ours: the schedule tries again, the watching goes on.
            LogFault(e, id.Value);
        }
    }

    private async Task FillAsync(MediaServer server, CatchUpRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - TimeSpan.FromDays(settings.Get<PollingSettings>().CatchUpDays);

        // In this order: what is written in between is read as written.
        var unwritten = log.Unwritten(server.Id, now);
        var written = UnobservedTime.Of(await gaps.OfAsync(server.Id, since, cancellationToken), server.CreatedAt, since, now);
        var unobserved = UnobservedTime.Merge([.. written, .. unwritten], since, now);
        if (unobserved.Count == 0)
        {
            return;
        }

        using var client = clients.Create(server);
        var told = await client.GetPlayedAsync(unobserved[0].From - CatchUpPlan.Tolerance, cancellationToken);
        var played = CatchUpPlan.Ordered(told);
        run.Found = played.Count;
        run.Problem = told.Cut;
        await pipeline.SettleAsync(cancellationToken);
        foreach (var batch in played.Chunk(Batch))
        {
            IReadOnlyList<CatchUpVerdict> verdicts = [];
            var stored = await plays.StoreWantedAsync(
                async (db, token) =>
                {
                    var known = await CatchUpReading.KnownAsync(db, server.Id, batch, token);
                    var sources = await CatchUpReading.SourcesAsync(db, server.Id, batch, token);
                    verdicts = CatchUpPlan.Decide(batch, unobserved, known.Concat(CatchUpReading.Running(live.Feed.Current, server.Id)), sources, now);

                    if (!await IsWantedAsync(db, server.Id, token))
                    {
                        return [];
                    }

                    db.PlaySources.AddRange(CatchUpPlan.Recognised(batch, unobserved, known, sources, now)
                        .Select(r => new PlaySource { ServerId = server.Id, Source = r.Play.SourceId, PlayNumber = r.Number }));
                    return [.. batch.Zip(verdicts).Where(b => b.Second == CatchUpVerdict.Add).Select(b => CatchUpReading.Finished(server.Id, b.First)).OrderBy(p => p.StartedAt)];
                },
                cancellationToken);
            run.Derived += stored.Count(p => p.Certainty == PlayCertainty.Derived);
            run.Inferred += stored.Count(p => p.Certainty == PlayCertainty.Inferred);
            run.Known += verdicts.Count(v => v == CatchUpVerdict.Known);
            run.Watched += verdicts.Count(v => v == CatchUpVerdict.Watched);
        }
    }

    /// <summary>A server's deletion switches it off first and takes its row last: nothing may be written behind what it deletes in between.</summary>
    private static Task<bool> IsWantedAsync(MediaInsightDb db, ServerId server, CancellationToken cancellationToken) =>
        db.Servers.AnyAsync(s => s.Id == server && s.IsEnabled, cancellationToken);

    private Task KeepAsync(CatchUpRun run, CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        if (!await IsWantedAsync(db, run.ServerId, token))
        {
            return;
        }

        await db.CatchUpRuns.Where(r => r.ServerId == run.ServerId).ExecuteDeleteAsync(token);
        db.CatchUpRuns.Add(new()
        {
            ServerId = run.ServerId,
            At = run.At,
            Found = run.Found,
            Derived = run.Derived,
            Inferred = run.Inferred,
            Known = run.Known,
            Watched = run.Watched,
            Problem = Text.Clean(run.Problem, 500),
        });
    }, cancellationToken);

    [LoggerMessage(1250, LogLevel.Information, "The history of {Server} told of {Found} plays; {Derived} were added with times, {Inferred} without")]
    private partial void LogDone(string server, int found, int derived, int inferred);

    [LoggerMessage(1251, LogLevel.Warning, "The history of {Server} cannot be read: {Reason}")]
    private partial void LogFailed(string server, string reason);

    [LoggerMessage(1252, LogLevel.Error, "What was missed on server {Server} could not be filled in; it is tried again")]
    private partial void LogFault(Exception e, int server);
}
