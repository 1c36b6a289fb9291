using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.InMemory;

/// <summary>
/// All finished plays in memory, column by column (about 75 bytes each): what history, statistics and lists count and
/// sort by. Every question first reads what changed since the last one (docs/decisions/0011), so an answer is as true as
/// one from the database. The rows themselves stay there.
/// </summary>
public sealed class PlayIndex(IDbContextFactory<MediaInsightDb> factory) : IDisposable
{
    private readonly SemaphoreSlim _refresh = new(1, 1);
    private readonly ReaderWriterLockSlim _use = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _touching = new();
    private TouchedDays _touched = TouchedDays.None;
    private PlayIndexReading _reading = PlayIndexReading.Empty;

    /// <summary>Ends when all plays are in memory for the first time.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>The last change that is in memory; -1: nothing is.</summary>
    internal long Seq => _reading.Seq;

    /// <summary>Answers one question. It runs on a worker thread, beside others, and must not keep the reading.</summary>
    internal async Task<T> AskAsync<T>(Func<PlayIndexReading, T> question, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return await Task.Run(() => Answer(question), cancellationToken);
    }

    /// <summary>Brings the memory up to date; the first time it reads all plays.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refresh.WaitAsync(cancellationToken);
        try
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            var now = _reading.Seq < 0 ? null : await PlayIndexPatch.ApplyAsync(db, _reading, cancellationToken);
            if (now is null)
            {
                await using var fresh = await factory.CreateDbContextAsync(cancellationToken);
                now = await PlayIndexLoading.AllAsync(fresh, cancellationToken);
            }

            if (!ReferenceEquals(now, _reading))
            {
                Publish(now);
            }
        }
        finally
        {
            _refresh.Release();
        }
    }

    /// <summary>The days on which something changed since the last time it was asked.</summary>
    internal TouchedDays TakeTouched()
    {
        lock (_touching)
        {
            (var taken, _touched) = (_touched, TouchedDays.None);
            return taken;
        }
    }

    /// <summary>Gives back what could not be dealt with.</summary>
    internal void Touch(TouchedDays days)
    {
        lock (_touching)
        {
            _touched = _touched.And(days);
        }
    }

    /// <summary>Forgets changes that are in memory; nobody else reads them.</summary>
    internal async Task TidyAsync(DatabaseWriter writer, CancellationToken cancellationToken)
    {
        await _refresh.WaitAsync(cancellationToken);
        try
        {
            // Before the first question nothing is remembered, and that question reads all: no change is needed for it.
            var seq = _reading.Seq < 0 ? long.MaxValue : _reading.Seq;
            await writer.RunAsync((db, token) => db.Set<IndexChange>().Where(c => c.Seq <= seq).ExecuteDeleteAsync(token), cancellationToken);
        }
        finally
        {
            _refresh.Release();
        }
    }

    public void Dispose()
    {
        _refresh.Dispose();
        _use.Dispose();
    }

    private T Answer<T>(Func<PlayIndexReading, T> question)
    {
        _use.EnterReadLock();
        try
        {
            return question(_reading);
        }
        finally
        {
            _use.ExitReadLock();
        }
    }

    private void Publish(PlayIndexReading now)
    {
        _use.EnterWriteLock();
        try
        {
            foreach (var item in now.ChangedItems)
            {
                now.Items.Put(item);
            }

            _reading = now with { ChangedItems = [], Touched = [] };
        }
        finally
        {
            _use.ExitWriteLock();
        }

        if (now.Touched is not { Count: 0 })
        {
            Touch(TouchedDays.Of(now.Touched));
        }

        _loaded.TrySetResult();
    }
}
