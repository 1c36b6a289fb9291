using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MediaInsight.Data;

/// <summary>
/// SQLite has one writer at a time; waiting here, in order and without a thread, is kinder than waiting for its lock.
/// Saves outside <see cref="DatabaseWriter"/> (ASP.NET Core Identity's stores) pass through it as an interceptor.
/// </summary>
public sealed class WriteGate : SaveChangesInterceptor, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Task EnterAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    public void Leave() => _turn.Release();

    public void Dispose() => _turn.Dispose();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (NeedsTurn(eventData.Context))
        {
            FindChanges(eventData.Context);
            await _turn.WaitAsync(cancellationToken);
        }

        return result;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (NeedsTurn(eventData.Context))
        {
            FindChanges(eventData.Context);
            _turn.Wait();
        }

        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) => new(SavedChanges(eventData, result));

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Done(eventData.Context);
        return result;
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData) => Done(eventData.Context);

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Done(eventData.Context);
        return Task.CompletedTask;
    }

    public override void SaveChangesCanceled(DbContextEventData eventData) => Done(eventData.Context);

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        Done(eventData.Context);
        return Task.CompletedTask;
    }

    // Inside a DatabaseWriter transaction the turn is already taken.
    private static bool NeedsTurn(DbContext? context) => context?.Database.CurrentTransaction is null;

    /// <summary>
    /// Looking for changes can throw, and between this call and the save nobody would tell that the turn is free again:
    /// it is done before the turn is taken.
    /// </summary>
    private static void FindChanges(DbContext? context)
    {
        if (context?.ChangeTracker is { AutoDetectChangesEnabled: true } tracker)
        {
            tracker.DetectChanges();
        }
    }

    private void Done(DbContext? context)
    {
        if (NeedsTurn(context))
        {
            _turn.Release();
        }
    }
}
