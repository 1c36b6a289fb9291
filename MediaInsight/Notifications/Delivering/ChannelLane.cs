using MediaInsight.Domain;
using MediaInsight.Notifications.Channels;

namespace MediaInsight.Notifications.Delivering;

/// <summary>
/// The way to one channel: one message after the other, whatever happens on other ways. Pauses are measured by a clock that
/// nobody can set; what is stored as the time of the next try is looked at anew at least every half minute.
/// </summary>
internal sealed class ChannelLane(int channelId, LaneTools tools, DeliveryResults results)
{
    /// <summary>Answered and not yet written: what a killed program may send a second time, with the same key.</summary>
    internal const int MaxUnwritten = 50;

    private const int DropBatch = 100;
    private const int MaxPutBack = 500;

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(30);

    /// <summary>So soon an urgent message passes a queue that is being worked off.</summary>
    private static readonly TimeSpan UrgentWithin = TimeSpan.FromMilliseconds(250);

    private readonly Doorbell _bell = new(tools.Time);
    private readonly LaneQueue _queue = new(tools.Factory, channelId, tools.Time);

    /// <summary>Rung when a result is written.</summary>
    private readonly Doorbell _room = new(tools.Time);
    private readonly HashSet<long> _unwritten = [];

    /// <summary>Failed past their time as the channel did, since it last took one: perhaps they, not it, are to blame.</summary>
    private readonly HashSet<long> _putBack = [];
    private volatile bool _isStale = true;
    private long _pausedAt;
    private TimeSpan _pause;
    private int _failures;
    private DateTimeOffset? _failingSince;
    private long _urgentReadAt;

    public bool IsGone { get; private set; }

    public void Wake() => _bell.Ring();

    /// <summary>The channel was edited: what is known of it counts no more.</summary>
    public void Forget()
    {
        _isStale = true;
        _bell.Ring();
    }

    public Task RestAsync(TimeSpan? atMost, CancellationToken stopping) => _bell.WaitAsync(atMost, stopping);

    /// <summary>Sends what may go out now. How long to rest then; null: until woken.</summary>
    /// <param name="stopping">Begin nothing new.</param>
    /// <param name="abandon">Give up what is under way.</param>
    public async Task<TimeSpan?> WorkAsync(CancellationToken stopping, CancellationToken abandon)
    {
        if (await tools.Store.RowAsync(channelId, stopping) is not { } channel)
        {
            IsGone = true;
            return null;
        }

        if (_isStale)
        {
            Learn(channel);
        }

        if (!channel.IsEnabled)
        {
            return await DropAsync(ChannelWords.SwitchedOff, quietSince: null, stopping) ? null : Soon;
        }

        if (_pause - tools.Time.GetElapsedTime(_pausedAt) is { Ticks: > 0 } rest)
        {
            return Shorter(rest);
        }

        var (now, zone) = (tools.Time.GetUtcNow(), tools.Settings.Get<SiteSettings>().Zone());
        var isQuiet = QuietHours.Holds(channel.QuietFrom, channel.QuietTo, now, zone);
        if (isQuiet && channel.QuietDrops && !await DropAsync(ChannelWords.Quiet, QuietHours.BeganAt(channel.QuietFrom, channel.QuietTo, now, zone), stopping))
        {
            return Soon;
        }

        var withUrgent = isQuiet || _urgentReadAt == 0 || tools.Time.GetElapsedTime(_urgentReadAt) >= UrgentWithin;
        _urgentReadAt = withUrgent ? tools.Time.GetTimestamp() : _urgentReadAt;
        var turn = await _queue.NextAsync(Unwritten(), _putBack, isQuiet, withUrgent, stopping);
        if (turn.Ready.Count == 0)
        {
            if (_putBack.Count > 0)
            {
                _putBack.Clear();
                return TimeSpan.Zero;
            }

            return turn.NextIn is { } next ? Shorter(next) : null;
        }

        await SendAsync(channel, turn.Ready, stopping, abandon);
        return TimeSpan.Zero;
    }

    private static TimeSpan Shorter(TimeSpan rest) => rest < LooksAgain ? rest : LooksAgain;

    private void Learn(NotificationChannel channel)
    {
        _isStale = false;
        _putBack.Clear();
        _failingSince = channel.FailingSince;
        _failures = channel.FailingSince is null ? 0 : Math.Max(_failures, 1);
        var left = channel.PausedUntil - tools.Time.GetUtcNow() ?? TimeSpan.Zero;

        // Further ahead was written by a clock that went wrong, and so was a failure of the future.
        _pause = left > DeliveryPolicy.LongestRetryAfter || channel.FailingSince > tools.Time.GetUtcNow() ? TimeSpan.Zero : left;
        _pausedAt = tools.Time.GetTimestamp();
    }

    private async Task SendAsync(NotificationChannel channel, IReadOnlyList<NotificationDelivery> ready, CancellationToken stopping, CancellationToken abandon)
    {
        var sender = tools.Store.SenderOf(channel.Kind);
        var open = tools.Secrets.Open(channel);
        for (var i = 0; i < ready.Count; i++)
        {
            // What came after these were read may be urgent, or about the channel.
            if (_isStale || (i > 0 && tools.Time.GetElapsedTime(_urgentReadAt) >= UrgentWithin))
            {
                return;
            }

            var delivery = ready[i];
            while (Unwritten().Length >= MaxUnwritten)
            {
                await _room.WaitAsync(null, stopping);
            }

            stopping.ThrowIfCancellationRequested();
            if (!ChannelEvents.Takes(channel.Events, delivery.Topic))
            {
                _ = Report(delivery.Id, null, new(DeliveryState.Dropped, delivery.FirstFailedAt, null, null, ChannelWords.NotTaken), null);
                continue;
            }

            var outcome = sender is null ? Down(ChannelWords.NoSender)
                : open is not { } opened ? Down(ChannelWords.UnreadableSecrets)
                : Attempt.Read(delivery.Notice) is not { } notice ? new(SendResult.Refused, "", null, ChannelWords.Unreadable)
                : await tools.Attempt.SendAsync(sender, new(notice, opened.Settings, delivery.Key, opened.Secrets), abandon);
            var written = Judge(delivery, outcome);
            if (outcome.Result == SendResult.TryAgain)
            {
                // What may go out next depends on it.
                await written.WaitAsync(abandon);
                await ExpireAsync(stopping);
                return;
            }
        }
    }

    private static SendOutcome Down(string why) => new(SendResult.TryAgain, "", null, why, IsChannelDown: true);

    /// <summary>Ends when it is written.</summary>
    private Task Judge(NotificationDelivery delivery, SendOutcome outcome)
    {
        var now = tools.Time.GetUtcNow();
        var next = DeliveryPolicy.After(outcome, delivery.Attempts + 1, delivery.FirstFailedAt, _failures, now, tools.Ages.IsBelievable());
        ChannelHealth? health = null;
        if (next.Pause is { } pause)
        {
            (_pause, _pausedAt) = (pause, tools.Time.GetTimestamp());
            _failures++;
            _failingSince = _failingSince is { } since && since < now ? since : now;
            health = new(_failingSince, now + pause);
            if (now - next.FirstFailedAt >= DeliveryPolicy.OrderFor && _putBack.Count < MaxPutBack)
            {
                _putBack.Add(delivery.Id);
            }
        }
        else if (outcome.Result != SendResult.TryAgain)
        {
            health = _failingSince is null ? null : new(null, null);
            _failures = 0;
            _failingSince = null;
            _putBack.Clear();
        }

        return Report(delivery.Id, outcome, next, health);
    }

    private Task Report(long id, SendOutcome? outcome, NextStep next, ChannelHealth? health)
    {
        lock (_unwritten)
        {
            _unwritten.Add(id);
        }

        var result = new DeliveryResult(id, channelId, outcome, next, health) { OnWritten = () => Written(id) };
        results.Add(result);
        return result.Written;
    }

    private void Written(long id)
    {
        lock (_unwritten)
        {
            _unwritten.Remove(id);
        }

        _room.Ring();
    }

    private long[] Unwritten()
    {
        lock (_unwritten)
        {
            return [.. _unwritten];
        }
    }

    /// <summary>A day without one message taken: what is as old is given up, tried itself or not.</summary>
    private async Task ExpireAsync(CancellationToken stopping)
    {
        if (_failingSince is not { } since || !tools.Ages.IsBelievable() || tools.Time.GetUtcNow() - since < DeliveryPolicy.GiveUpAfter)
        {
            return;
        }

        const string Why = "Given up: the channel has taken nothing for 24 hours.";
        while (await tools.Writer.RunAsync((db, token) => tools.Ending.ExpireAsync(db, channelId, Why, DropBatch, token), stopping) == DropBatch)
        {
        }
    }

    /// <summary>False: results on their way into the database say first what was sent.</summary>
    private async Task<bool> DropAsync(string why, DateTimeOffset? quietSince, CancellationToken stopping)
    {
        if (Unwritten().Length > 0)
        {
            return false;
        }

        await using var db = await tools.Factory.CreateDbContextAsync(stopping);
        while (await DeliveryEnding.AnyWaitsAsync(db, channelId, quietSince, stopping))
        {
            await tools.Writer.RunAsync((write, token) => tools.Ending.DropWaitingAsync(write, channelId, why, DropBatch, token, quietSince), stopping);
        }

        return true;
    }
}
