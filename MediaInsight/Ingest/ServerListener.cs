using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Platform.Http;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>
/// Listens to what one server announces, beside its pump and never in its place: an announcement makes the next reading come at
/// once, and whatever fails here changes nothing about polling or health.
/// </summary>
internal sealed partial class ServerListener(
    MediaServer server,
    ServerEventSources sources,
    ServerHints hints,
    AnnouncedStops stops,
    LiveServers status,
    LiveSessions live,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>A connection that lasted this long was a good one: after it the waiting begins anew.</summary>
    private static readonly TimeSpan Proven = TimeSpan.FromSeconds(30);

    /// <summary>Every server that announces sessions repeats playing ones at least every ten seconds.</summary>
    internal static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private DateTimeOffset? _openedAt;
    private DateTimeOffset _heardAt;
    private DateTimeOffset? _playingSince;

    /// <param name="identified">Done when the pump knows that the right server answers there: nobody else is shown the token.</param>
    public async Task RunAsync(Task identified, CancellationToken stoppingToken)
    {
        try
        {
            Show(PushPhase.Connecting, null, null);
            await identified.WaitAsync(stoppingToken);
            for (var failures = 0; !stoppingToken.IsCancellationRequested;)
            {
                Show(PushPhase.Connecting, null, null);
                if (await TryListenAsync(stoppingToken) is not { } reason)
                {
                    Show(PushPhase.NotOffered, null, null);
                    return;
                }

                failures = _openedAt is { } at && time.GetUtcNow() - at >= Proven ? 1 : failures + 1;
                _openedAt = null;
                Show(PushPhase.Waiting, null, reason);
                LogEnded(server.Name, reason);
                await Task.Delay(Backoff.Next(failures, FirstWait, LongestWait), time, stoppingToken);
                await ReachedAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops, or the server is no longer watched.
        }
    }

    /// <summary>Why it ended; null when this server announces nothing at all.</summary>
    private async Task<string?> TryListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var events = sources.Open(server);
            if (events is null)
            {
                return null;
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var looking = LookForSilenceAsync(over.Token);
            try
            {
                await events.ListenAsync(Take, cancellationToken);
            }
            finally
            {
                await over.CancelAsync();
                await looking;
            }

            return "The connection ended.";
        }
        catch (ServerFailure failure)
        {
            return failure.Message;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A fault of ours costs the hints of one server until the next try.
            LogFault(e, server.Name);
            return "Something announced was not expected; the log says more.";
        }
    }

    /// <summary>A server that cannot be polled is not listened to: the pump finds out who answers there before the token is shown again.</summary>
    private async Task ReachedAsync(CancellationToken cancellationToken)
    {
        while (status.Find(server.Id) is { Health: not ServerHealth.Online })
        {
            await Task.Delay(FirstWait, time, cancellationToken);
        }
    }

    private void Take(ServerHint hint)
    {
        var now = time.GetUtcNow();
        switch (hint)
        {
            case ServerHint.Opened opened:
                lock (_lock)
                {
                    (_openedAt, _heardAt, _playingSince) = (now, now, null);
                }

                LogOpened(server.Name, opened.Channel);
                Show(PushPhase.Connected, opened.Channel, null);

                // What was announced while nobody listened.
                hints.Changed(server.Id);
                break;
            case ServerHint.Unchanged:
                Heard(now);
                break;
            case ServerHint.Stopped stopped:
                Heard(now);
                stops.Add(stopped.SlotPrefix);
                Changed(now);
                break;
            case ServerHint.Changed changed:
                if (changed.AboutSessions)
                {
                    Heard(now);
                }

                Changed(now);
                break;
        }
    }

    private void Changed(DateTimeOffset now)
    {
        if (status.Find(server.Id) is { FailureKind: ServerFailureKind.RateLimited, NextTryAt: { } allowed } && allowed > now)
        {
            // It asked to be left alone until then, whatever it says meanwhile.
            return;
        }

        hints.Changed(server.Id);
        status.Update(server.Id, s => s with { Push = s.Push with { LastHintAt = now } });
    }

    private void Heard(DateTimeOffset now)
    {
        lock (_lock)
        {
            _heardAt = now;
        }

        if (status.Find(server.Id)?.Push is { Phase: PushPhase.Silent, Channel: var channel })
        {
            Show(PushPhase.Connected, channel, null);
        }
    }

    /// <summary>Nothing announced while nothing plays is as it should be; while something plays it means that this key is told nothing.</summary>
    private async Task LookForSilenceAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(LookEvery, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (IsSilent() && status.Find(server.Id)?.Push is { Phase: PushPhase.Connected, Channel: var channel })
                {
                    LogSilent(server.Name);
                    Show(PushPhase.Silent, channel, null);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    private bool IsSilent()
    {
        var now = time.GetUtcNow();
        var plays = live.Feed.Current.Sessions.Any(s => s.Session.ServerId == server.Id && s.Session.Clocks.State == PlaybackState.Playing && !s.Session.IsUnseen);
        lock (_lock)
        {
            _playingSince = plays ? _playingSince ?? now : null;
            return _playingSince is { } since && now - since >= SilentAfter && now - _heardAt >= SilentAfter;
        }
    }

    private void Show(PushPhase phase, PushChannel? channel, string? error)
    {
        var now = time.GetUtcNow();
        status.Update(server.Id, s => s.Push.Phase == phase && s.Push.Channel == channel && s.Push.Error == error
            ? s
            : s with { Push = s.Push with { Phase = phase, Channel = channel, Since = phase == PushPhase.NotOffered ? null : now, Error = error } });
    }

    [LoggerMessage(1230, LogLevel.Information, "{Server} announces changes by {Channel}")]
    private partial void LogOpened(string server, PushChannel channel);

    [LoggerMessage(1231, LogLevel.Debug, "{Server} announces nothing at the moment: {Reason} It is polled as ever")]
    private partial void LogEnded(string server, string reason);

    [LoggerMessage(1232, LogLevel.Information, "{Server} plays something and does not announce it: it is polled as ever")]
    private partial void LogSilent(string server);

    [LoggerMessage(1233, LogLevel.Error, "Listening to {Server} failed in a way that was not expected; it is polled as ever")]
    private partial void LogFault(Exception e, string server);
}
