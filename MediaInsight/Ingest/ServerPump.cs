using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Platform.Http;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Ingest;

/// <summary>Reads one server again and again: every few seconds, at once when asked, slower while it fails. Knows nothing of other servers.</summary>
internal sealed partial class ServerPump(
    MediaServer server,
    ServerClients clients,
    ServerRegistry registry,
    SnapshotQueue queue,
    LiveServers status,
    PollRequests requests,
    SettingsStore settings,
    GapLog gaps,
    ServerRefresh refresh,
    AnnouncedStops stops,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Failed tries after which a server is called offline.</summary>
    private const int OfflineAfter = 3;
    private static readonly TimeSpan ReidentifyEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IMediaServerClient? _client;
    private DateTimeOffset? _identifiedAt;
    private DateTimeOffset? _failingSince;
    private int _failures;
    private int _playing;

    /// <summary>Done when the server that was expected has been read once.</summary>
    public Task Met => _met.Task;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var began = time.GetTimestamp();
                var pause = await TryReadAsync(stoppingToken);
                var rest = pause - time.GetElapsedTime(began);
                await requests.WaitAsync(server.Id, rest > TimeSpan.FromMilliseconds(50) ? rest : TimeSpan.FromMilliseconds(50), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops, or the server is no longer watched.
        }
        finally
        {
            _client?.Dispose();
        }
    }

    private async Task<TimeSpan> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Not even telling of a failure worked (settings that cannot be read): the next reading comes all the same.
            LogFault(e, server.Name);
            return AfterFault;
        }
    }

    /// <summary>One reading. Returns how long to wait, counted from its begin.</summary>
    private async Task<TimeSpan> ReadAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            _client ??= clients.Create(server);
            await IdentifyAsync(_client, cancellationToken);
            began = time.GetTimestamp();
            var reading = stops.BearOut(await _client.GetSessionsAsync(cancellationToken));
            return Succeed(reading, time.GetElapsedTime(began));
        }
        catch (ServerFailure failure)
        {
            return Fail(failure);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A fault of ours must not end the watching of a server.
            LogFault(e, server.Name);
            return Fail(new(ServerFailureKind.Protocol, "Something in the answer was not expected; the log says more.", e));
        }
    }

    private async Task IdentifyAsync(IMediaServerClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_identifiedAt is { } at && now - at < ReidentifyEvery && _failures < OfflineAfter)
        {
            return;
        }

        var identity = await client.IdentifyAsync(cancellationToken);
        var known = registry.Find(server.Id)?.MachineId;
        if (known is not null && identity.MachineId is not null && known != identity.MachineId)
        {
            throw new ServerFailure(ServerFailureKind.WrongProduct, $"Another {server.Kind} server (“{Text.Clean(identity.Name, Text.MaxName)}”) answers at this address. Its plays would be mixed with the old one's; add it as a server of its own.");
        }

        var first = _identifiedAt is null;
        _identifiedAt = now;
        await LearnAsync(identity, cancellationToken);
        status.Update(server.Id, s => s with { Version = Text.Clean(identity.Version, 50) });
        if (first)
        {
            refresh.Request(server.Id);
        }
    }

    private async Task LearnAsync(ServerIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            await registry.LearnAsync(server.Id, identity.MachineId, Text.Clean(identity.Version, 50), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A disk that cannot be written is no reason not to watch; it is learned with the next identification.
            LogNotLearned(e, server.Name);
        }
    }

    private TimeSpan Succeed(SessionsReading reading, TimeSpan latency)
    {
        var now = time.GetUtcNow();
        var networks = new OwnNetworks(settings.Get<NetworkSettings>().OwnNetworks);
        queue.Put(ServerSnapshot.Good(server.Id, now, [.. reading.Sessions.Select(s => Located(s, networks))], reading.IdleSlots));
        _playing = reading.Sessions.Count;
        gaps.Good(server.Id, now, Interval);
        status.Collector.Good(server.Id, (int)latency.TotalMilliseconds);
        if (_failures > 0)
        {
            LogBack(server.Name, _failures);
        }

        _failures = 0;
        _failingSince = null;
        var pause = Interval;
        status.Update(server.Id, s => s with
        {
            Health = ServerHealth.Online,
            LastPollAt = now,
            LastGoodAt = now,
            LatencyMs = (int)latency.TotalMilliseconds,
            FailureKind = null,
            Failure = null,
            FailingSince = null,
            NextTryAt = now + pause,
            Playing = _playing,
        });
        _met.TrySetResult();
        return pause;
    }

    private TimeSpan Fail(ServerFailure failure)
    {
        var now = time.GetUtcNow();
        _failures++;
        _failingSince ??= now;
        queue.Put(ServerSnapshot.Failed(server.Id, now));
        gaps.Failed(server.Id, now, failure.Message);
        status.Collector.Failed(server.Id, failure.Kind, failure.Message);
        if (_failures == 1)
        {
            LogFails(server.Name, failure.Kind, failure.Message);
        }

        var pause = failure.RetryAfter is { } asked && asked < TimeSpan.FromMinutes(5) && asked > TimeSpan.Zero ? asked : Backoff.Next(_failures, Interval, TimeSpan.FromSeconds(60));
        status.Update(server.Id, s => s with
        {
            Health = _failures >= OfflineAfter ? ServerHealth.Offline : ServerHealth.Degraded,
            LastPollAt = now,
            FailureKind = failure.Kind,
            Failure = failure.Message,
            FailingSince = _failingSince,
            NextTryAt = now + pause,
        });
        return pause;
    }

    private TimeSpan Interval =>
        TimeSpan.FromSeconds(_playing > 0 ? settings.Get<PollingSettings>().ActiveSeconds : settings.Get<PollingSettings>().IdleSeconds);

    private static SessionSnapshot Located(SessionSnapshot session, OwnNetworks networks) =>
        session.Network.Location is null && networks.Locate(session.Network.Address) is { } location
            ? session with { Network = session.Network with { Location = location } }
            : session;

    [LoggerMessage(1210, LogLevel.Warning, "{Server} cannot be read: {Kind}: {Reason}")]
    private partial void LogFails(string server, ServerFailureKind kind, string reason);

    [LoggerMessage(1211, LogLevel.Information, "{Server} answers again after {Failures} failed tries")]
    private partial void LogBack(string server, int failures);

    [LoggerMessage(1213, LogLevel.Warning, "What was learned of {Server} cannot be stored")]
    private partial void LogNotLearned(Exception e, string server);

    [LoggerMessage(1212, LogLevel.Error, "Reading {Server} failed in a way that was not expected")]
    private partial void LogFault(Exception e, string server);
}
