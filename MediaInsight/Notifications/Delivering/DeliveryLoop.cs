using System.Collections.Concurrent;
using MediaInsight.Data;
using MediaInsight.Live;
using MediaInsight.Notifications.Channels;
using MediaInsight.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>
/// Sends what the outbox holds: a lane for each channel, all at the same time (bounded by <see cref="ChannelStore.MaxChannels"/>),
/// so that no channel waits for another. Everything it knows stands in the database: a program that was killed goes on
/// where it was.
/// </summary>
internal sealed partial class DeliveryLoop(
    IDbContextFactory<MediaInsightDb> factory,
    DatabaseWriter writer,
    Outbox outbox,
    ChannelStore store,
    ChannelSecrets secrets,
    Attempt attempt,
    DeliveryEnding ending,
    DeliveryResults results,
    SettingsStore settings,
    LiveFeed<DeliveriesSignal> live,
    TimeProvider time,
    ILogger<DeliveryLoop> logger) : BackgroundService
{
    /// <summary>Looks by itself, should nobody have called.</summary>
    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(30);

    /// <summary>What is under way when the program stops gets so long to end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>A clock that is set back by less does no harm.</summary>
    private static readonly TimeSpan Drift = TimeSpan.FromSeconds(2);

    private readonly Doorbell _bell = new(time);
    private readonly ConcurrentDictionary<int, (ChannelLane Lane, Task Running)> _lanes = new();
    private DateTimeOffset _lookedAt;
    private long _lookedStamp;

    /// <summary>Listens before anything can be added: the work itself begins on another thread.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        outbox.Filled += _bell.Ring;
        store.Changed += OnChanged;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var abandon = new CancellationTokenSource();
        var writing = Task.Run(() => results.RunAsync(abandon.Token), CancellationToken.None);
        var tools = new LaneTools(factory, writer, store, secrets, attempt, ending, settings, new AgeWatch(time), time);
        (_lookedAt, _lookedStamp) = (time.GetUtcNow(), time.GetTimestamp());
        var isFirst = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(tools, isFirst, stoppingToken, abandon.Token);
                isFirst = false;
                await _bell.WaitAsync(LooksAgain, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The program stops.
            }
            catch (Exception e)
            {
                LogFault(e);
                await RestAsync(DeliveryPolicy.FirstPause, stoppingToken);
            }
        }

        outbox.Filled -= _bell.Ring;
        store.Changed -= OnChanged;
        abandon.CancelAfter(Grace);
        await Task.WhenAll(_lanes.Values.Select(l => l.Running));
        results.Complete();
        try
        {
            await writing;
        }
        catch (OperationCanceledException)
        {
            // They could not be written in time: these messages go out once more, with the same keys.
        }
    }

    private void OnChanged()
    {
        foreach (var (lane, _) in _lanes.Values)
        {
            lane.Forget();
        }

        _bell.Ring();
        live.Publish(new(live.Version));
    }

    /// <summary>Starts lanes of new channels and wakes those for which something waits.</summary>
    private async Task LookAsync(LaneTools tools, bool isFirst, CancellationToken stopping, CancellationToken abandon)
    {
        if (isFirst)
        {
            await writer.RunAsync((db, token) => ending.DropWaitingAsync(db, null, "The channel was deleted.", int.MaxValue, token), stopping);
        }

        await MendClockAsync(stopping);
        await using var db = await factory.CreateDbContextAsync(stopping);
        var channels = await db.NotificationChannels.Select(c => new
        {
            c.Id,
            HasWork = db.NotificationDeliveries.Any(d => d.ChannelId == c.Id && d.State == DeliveryState.Queued),
        }).ToListAsync(stopping);
        foreach (var channel in channels)
        {
            if (!_lanes.TryGetValue(channel.Id, out var known) || known.Running.IsCompleted)
            {
                var lane = new ChannelLane(channel.Id, tools, results);
                _lanes[channel.Id] = (lane, Task.Run(() => RunAsync(lane, channel.Id, stopping, abandon), CancellationToken.None));
            }
            else if (channel.HasWork)
            {
                known.Lane.Wake();
            }
        }

        live.Publish(new(live.Version));
    }

    /// <summary>After the clock was set back, stored times of next tries lie too far ahead: they are due now.</summary>
    private async Task MendClockAsync(CancellationToken cancellationToken)
    {
        var (now, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        var drift = now - _lookedAt - time.GetElapsedTime(_lookedStamp, stamp);
        if (drift < -Drift)
        {
            await writer.RunAsync(
                (db, token) => db.NotificationDeliveries.Where(d => (d.State == DeliveryState.Failed || d.State == DeliveryState.Queued) && d.NextAt > now).ExecuteUpdateAsync(s => s.SetProperty(d => d.NextAt, now), token), cancellationToken);
            foreach (var (lane, _) in _lanes.Values)
            {
                lane.Wake();
            }
        }

        (_lookedAt, _lookedStamp) = (now, stamp);
    }

    private async Task RunAsync(ChannelLane lane, int channelId, CancellationToken stopping, CancellationToken abandon)
    {
        var faults = 0;
        while (!stopping.IsCancellationRequested && !lane.IsGone)
        {
            try
            {
                var rest = await lane.WorkAsync(stopping, abandon);
                faults = 0;
                if (!lane.IsGone)
                {
                    await lane.RestAsync(rest, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The program stops.
            }
            catch (Exception e)
            {
                // The database is away, or a fault of ours: nothing is lost, it is tried again.
                LogLaneFault(e, channelId);
                await RestAsync(Backoff.Next(++faults, DeliveryPolicy.FirstPause, DeliveryPolicy.LongestPause), stopping);
            }
        }
    }

    private async Task RestAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pause, time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    [LoggerMessage(1503, LogLevel.Error, "Looking for messages to send failed; it is tried again")]
    private partial void LogFault(Exception e);

    [LoggerMessage(1504, LogLevel.Error, "Sending to channel {Channel} failed; it is tried again")]
    private partial void LogLaneFault(Exception e, int channel);
}
