using System.Text.Json;
using System.Threading.Channels;
using MediaInsight.Data;
using MediaInsight.Live;
using MediaInsight.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>See <see cref="NotificationChannel"/>.</summary>
internal sealed record ChannelHealth(DateTimeOffset? FailingSince, DateTimeOffset? PausedUntil);

/// <summary>How an attempt went, on its way into the database.</summary>
/// <param name="Channel">What it says of the channel; null: nothing new.</param>
internal sealed record DeliveryResult(long Id, int ChannelId, SendOutcome? Outcome, NextStep Next, ChannelHealth? Channel)
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs before <see cref="Written"/> ends.</summary>
    public required Action OnWritten { get; init; }

    public Task Written => _written.Task;

    public void Done()
    {
        OnWritten();
        _written.TrySetResult();
    }
}

/// <summary>
/// Writes results in the order they come: what arrived while the last ones were written goes into one transaction, so that
/// a single message is written at once and a burst needs few of them. What cannot be written now is kept and tried again.
/// </summary>
internal sealed partial class DeliveryResults(DatabaseWriter writer, DeliveryEnding ending, LiveFeed<DeliveriesSignal> live, TimeProvider time, ILogger<DeliveryResults> logger)
{
    /// <summary>In one transaction: other writers wait no longer than that takes.</summary>
    private const int Batch = 50;

    private readonly Channel<DeliveryResult> _queue = Channel.CreateUnbounded<DeliveryResult>(new() { SingleReader = true });

    // Bounded by what the lanes may have unwritten.
    public void Add(DeliveryResult result) => _queue.Writer.TryWrite(result);

    /// <summary>No more will come: <see cref="RunAsync"/> ends when all is written.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new List<DeliveryResult>(Batch);
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            batch.Clear();
            while (batch.Count < Batch && _queue.Reader.TryRead(out var result))
            {
                batch.Add(result);
            }

            for (var failures = 0; !await TryWriteAsync(batch, cancellationToken);)
            {
                await Task.Delay(Backoff.Next(++failures, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5)), time, cancellationToken);
            }

            batch.ForEach(r => r.Done());
            live.Publish(new(live.Version));
        }
    }

    /// <summary>False: the database cannot be written now; nothing is lost. What was written before is written once more with the same values.</summary>
    private async Task<bool> TryWriteAsync(List<DeliveryResult> batch, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(batch, isTold: true, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogBatch(e, batch.Count);
        }

        foreach (var result in batch)
        {
            if (!await TryAloneAsync(result, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> TryAloneAsync(DeliveryResult result, CancellationToken cancellationToken)
    {
        foreach (var isTold in new[] { true, false })
        {
            try
            {
                await WriteAsync([result], isTold, cancellationToken);
                return true;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Without those who want to know, what went wrong can only be the database.
                LogAlone(e, result.Id, isTold);
            }
        }

        return false;
    }

    private Task WriteAsync(List<DeliveryResult> batch, bool isTold, CancellationToken cancellationToken) => writer.RunAsync(async (db, token) =>
    {
        var ids = batch.ConvertAll(r => r.Id);
        var rows = await db.NotificationDeliveries.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, token);
        foreach (var result in batch)
        {
            // A row that was ended meanwhile (its channel was deleted) stays ended.
            if (rows.TryGetValue(result.Id, out var row) && row.State is DeliveryState.Queued or DeliveryState.Failed)
            {
                await ApplyAsync(db, row, result, isTold, token);
            }
        }

        foreach (var last in batch.Where(r => r.Channel is not null).GroupBy(r => r.ChannelId).Select(g => g.Last()))
        {
            if (await db.NotificationChannels.FindAsync([last.ChannelId], token) is { } channel)
            {
                channel.FailingSince = last.Channel?.FailingSince;
                channel.PausedUntil = last.Channel?.PausedUntil;
            }
        }
    }, cancellationToken);

    private async Task ApplyAsync(MediaInsightDb db, NotificationDelivery row, DeliveryResult result, bool isTold, CancellationToken cancellationToken)
    {
        if (result.Outcome is { } outcome)
        {
            row.Attempts++;
            row.Request = outcome.Request;
            row.Answer = outcome.Answer;
            if (outcome.Had.Count > 0 && Attempt.Read(row.Notice) is { } notice)
            {
                row.Notice = JsonSerializer.Serialize(notice with { Had = outcome.Had });
            }
        }

        row.FirstFailedAt = result.Next.FirstFailedAt;
        if (result.Next.IsOver)
        {
            await ending.EndAsync(db, row, result.Next.State, result.Next.Error, cancellationToken, isTold);
            return;
        }

        row.State = result.Next.State;
        row.NextAt = result.Next.NextAt;
        row.Error = result.Next.Error;
    }

    [LoggerMessage(1501, LogLevel.Error, "The results of {Count} messages cannot be written together; each is tried alone")]
    private partial void LogBatch(Exception e, int count);

    [LoggerMessage(1502, LogLevel.Error, "The result of message {Id} cannot be written (told on: {IsTold}); it is tried again")]
    private partial void LogAlone(Exception e, long id, bool isTold);
}
