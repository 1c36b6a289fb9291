using System.Threading.Channels;
using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Topics;
using MediaInsight.Data;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Rules;

/// <summary>
/// Reads what has happened since it read last and puts the messages of the rules into the outbox, in the transaction that
/// moves its place: killed at any moment, it neither loses nor doubles one.
/// </summary>
internal sealed partial class RuleEngine(
    IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, EventLog log, Outbox outbox, PictureLinks pictures, SettingsStore settings, TimeProvider time, ILogger<RuleEngine> logger) : BackgroundService
{
    /// <summary>Older than this when it is read, an event is history, not news (topics that keep are excepted).</summary>
    public static readonly TimeSpan TooOld = TimeSpan.FromHours(6);

    internal const int Batch = 500;

    /// <summary>Messages in one transaction: whoever else writes waits no longer than for it.</summary>
    private const int Slice = 100;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The longest that a rule waits for a server to come back, and a bit.</summary>
    private static readonly TimeSpan LongestGrace = TimeSpan.FromHours(25);

    /// <summary>So long after the start no server that was down before it is told of: it may be back and not have been asked yet.</summary>
    internal static readonly TimeSpan Settle = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _start = time.GetTimestamp();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly DamagedEvents _damaged = new(logger);
    private string _faults = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Ring() => _signal.Writer.TryWrite(true);
        log.Written += Ring;
        try
        {
            while (true)
            {
                var failed = false;
                try
                {
                    while (await PassAsync(stoppingToken))
                    {
                        // Goes on until all is read.
                    }
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    // The place has not moved: the same events are read again.
                    failed = true;
                    LogFailed(e);
                }

                await WaitAsync(failed ? RetryAfter : Poll, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            log.Written -= Ring;
        }
    }

    /// <summary>Everything that waits, at most <see cref="Batch"/> events of each sort. True: there may be more.</summary>
    internal async Task<bool> PassAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await db.RuleProgress.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } place)
        {
            await BeginAsync(cancellationToken);
            return false;
        }

        var book = await RuleBook.ReadAsync(db, cancellationToken);
        Complain(book.Faults);
        var words = new SiteWords(settings.Get<SiteSettings>());
        var now = time.GetUtcNow();
        var isSettled = time.GetElapsedTime(_start) >= Settle;
        if (isSettled)
        {
            await TellOutagesAsync(db, book, words, place, now, cancellationToken);
        }

        var plays = await db.PlayEvents.AsNoTracking().Where(e => e.Number > place.PlayEventNumber).OrderBy(e => e.Number).Take(Batch).ToListAsync(cancellationToken);
        if (plays.Count > 0)
        {
            List<PlayEvent> fresh = [.. plays.Where(e => now - e.At < TooOld)];
            var kinds = Occurrences.KindsFor(book.Topics);
            Missed(plays.Count(e => now - e.At >= TooOld && kinds.Contains(e.Kind)));
            var found = await _damaged.ReadAsync("play_events", fresh, e => e.Number, some => Occurrences.OfPlaysAsync(db, words, some, book.Topics, cancellationToken));
            await StoreAsync(Messages(book, found, now), plays[^1].Number, now, static p => p.PlayEventNumber, static (p, n, _) => p.PlayEventNumber = n, cancellationToken);
        }

        var others = await db.AppEvents.AsNoTracking().Where(e => e.Number > place.AppEventNumber).OrderBy(e => e.Number).Take(Batch).ToListAsync(cancellationToken);
        if (!isSettled && others.FindIndex(e => e.Topic == EventTopics.ServerDown && e.At < _startedAt) is >= 0 and var waits)
        {
            others.RemoveRange(waits, others.Count - waits);
        }

        if (others.Count > 0)
        {
            List<AppEvent> fresh = [.. others.Where(e => now - e.At < TooOld || NotificationTopics.Find(e.Topic)?.KeepsWhenOld == true)];
            Missed(others.Except(fresh).Count(e => book.Topics.Contains(e.Topic)));
            var found = await _damaged.ReadAsync("app_events", fresh, e => e.Number, some => Occurrences.OfAppAsync(db, words, some, book.Topics, cancellationToken));
            var messages = Messages(book, found, now, (rule, occurrence) => !EndedUnseen(rule, occurrence, place));

            // Waits that ended while the program was off are still to be looked at.
            var outagesUntil = isSettled ? now : place.OutagesUntil;
            await StoreAsync(messages, others[^1].Number, outagesUntil, static p => p.AppEventNumber, static (p, n, at) => (p.AppEventNumber, p.OutagesUntil) = (n, at), cancellationToken);
        }

        return plays.Count == Batch || others.Count == Batch;
    }

    /// <summary>Nobody is told of hours ago, but that it was so stands in the program's log.</summary>
    private void Missed(int count)
    {
        if (count > 0)
        {
            LogMissed(count, TooOld.TotalHours);
        }
    }

    /// <summary>What happened before the rules began to read is not news.</summary>
    private Task BeginAsync(CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        if (!await db.RuleProgress.AnyAsync(token))
        {
            db.RuleProgress.Add(new()
            {
                PlayEventNumber = await db.PlayEvents.MaxAsync(e => (long?)e.Number, token) ?? 0,
                AppEventNumber = await db.AppEvents.MaxAsync(e => (long?)e.Number, token) ?? 0,
                OutagesUntil = time.GetUtcNow(),
            });
        }
    }, cancellationToken);

    /// <summary>Servers whose rules have waited for long enough by now: told when the wait ends, not when it begins.</summary>
    private async Task TellOutagesAsync(MediaInsightDb db, RuleBook book, SiteWords words, RuleProgress place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!book.Topics.Contains(EventTopics.ServerDown) || now <= place.OutagesUntil)
        {
            return;
        }

        var since = place.OutagesUntil - LongestGrace;
        var downs = await db.AppEvents.AsNoTracking().Where(e => e.Topic == EventTopics.ServerDown && e.At > since && e.Number <= place.AppEventNumber).OrderBy(e => e.Number).Take(Batch).ToListAsync(cancellationToken);
        if (downs.Count == 0)
        {
            return;
        }

        var found = await _damaged.ReadAsync("app_events", downs, e => e.Number, some => Occurrences.OfAppAsync(db, words, some, book.Topics, cancellationToken));
        var messages = Messages(book, found, now, (rule, occurrence) =>
        {
            var due = rule.DueAt(occurrence.Values);
            return due > place.OutagesUntil && due <= now && rule.UpdatedAt <= due && !EndedUnseen(rule, occurrence, place);
        });
        if (messages.Count > 0)
        {
            await StoreAsync(messages, place.AppEventNumber, now, static p => p.AppEventNumber, static (p, _, at) => p.OutagesUntil = at, cancellationToken);
        }
    }

    /// <summary>
    /// A server went down before the start, the rule's wait was not over when the program stopped, and the server was back when it was asked
    /// first: nobody knows whether it was down for that long, so neither its going nor its coming back is told.
    /// </summary>
    private bool EndedUnseen(ActiveRule rule, Occurrence occurrence, RuleProgress place) =>
        occurrence.Outage is { To: { } to } outage && outage.From < _startedAt && to >= _startedAt && to - _startedAt < Settle
        && outage.From + rule.Grace(occurrence.Values.Topic) > place.OutagesUntil;

    private List<(long Number, RuleMessage Message)> Messages(
        RuleBook book, IReadOnlyList<(long Number, Occurrence Occurrence)> found, DateTimeOffset now, Func<ActiveRule, Occurrence, bool>? isDue = null)
    {
        var messages = new List<(long, RuleMessage)>();
        foreach (var (number, occurrence) in found)
        {
            foreach (var rule in book.Rules)
            {
                try
                {
                    if (rule.Means(occurrence, now) && isDue?.Invoke(rule, occurrence) != false)
                    {
                        var notice = rule.Write(occurrence.Values) with { ImageUrl = occurrence.Values is { HasPoster: true, ItemId: { } item } ? pictures.Link(item) : null };
                        messages.AddRange(book.ChannelsOf(rule, occurrence.Values.Topic).Select(c => (number, new RuleMessage(rule, occurrence, notice, c))));
                    }
                }
                catch (Exception e)
                {
                    // One rule's fault is no other rule's silence.
                    LogRuleFailed(e, rule.Draft.Name);
                }
            }
        }

        return messages;
    }

    /// <summary>Slice by slice; the place moves with each, and at last to the end of what was read.</summary>
    private async Task StoreAsync(
        List<(long Number, RuleMessage Message)> messages, long end, DateTimeOffset now, Func<RuleProgress, long> placeOf, Action<RuleProgress, long, DateTimeOffset> move, CancellationToken cancellationToken)
    {
        for (var from = 0; ;)
        {
            var to = Math.Min(messages.Count, from + Slice);

            // An event's messages stay together: the place stands between events.
            while (to < messages.Count && messages[to].Number == messages[to - 1].Number)
            {
                to++;
            }

            var slice = messages[from..to];
            var reached = to == messages.Count ? end : slice[^1].Number;
            var added = await writer.RunAsync(async (db, token) =>
            {
                var place = await db.RuleProgress.SingleAsync(token);
                var count = 0;

                // Looking through all that is tracked at every message would make a hundred of them ten thousand looks.
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                foreach (var (_, message) in slice)
                {
                    count += await message.AddAsync(db, outbox, time.GetUtcNow(), token) ? 1 : 0;
                }

                db.ChangeTracker.AutoDetectChangesEnabled = true;
                move(place, Math.Max(reached, placeOf(place)), now);
                return count;
            }, cancellationToken);
            if (added > 0)
            {
                outbox.Wake();
            }

            from = to;
            if (from == messages.Count)
            {
                return;
            }
        }
    }

    private async Task WaitAsync(TimeSpan most, CancellationToken stoppingToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var pause = Task.Delay(most, time, timeout.Token);
        await Task.WhenAny(_signal.Reader.WaitToReadAsync(timeout.Token).AsTask(), pause);
        await timeout.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
        _signal.Reader.TryRead(out _);
    }

    /// <summary>Once per change, not with every event.</summary>
    private void Complain(IReadOnlyList<string> faults)
    {
        var names = string.Join(", ", faults);
        if (names != _faults && names.Length > 0)
        {
            LogUnreadable(names);
        }

        _faults = names;
    }

    [LoggerMessage(1900, LogLevel.Error, "The rules could not read what happened; tried again")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(1901, LogLevel.Error, "Rule {Rule} failed in a way that was not expected")]
    private partial void LogRuleFailed(Exception e, string rule);

    [LoggerMessage(1903, LogLevel.Warning, "{Count} events were more than {Hours} hours old when the rules read them: nobody is told of them")]
    private partial void LogMissed(int count, double hours);

    [LoggerMessage(1902, LogLevel.Warning, "Rules that cannot be read and keep silent: {Rules}")]
    private partial void LogUnreadable(string rules);
}
