using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data;

/// <summary>Runs a piece of writing as one transaction, in turn with all other writers of the program.</summary>
public sealed class DatabaseWriter(IDbContextFactory<MediaInsightDb> factory, WriteGate gate, TimeProvider time)
{
    private const int Attempts = 4;
    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>
    /// The work may run again from the start when another program holds the file (a backup tool): it must not change
    /// anything but the context it is given.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<MediaInsightDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await gate.EnterAsync(cancellationToken);
            try
            {
                await using var db = await factory.CreateDbContextAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

                // A save that fails ends all of it: nothing is gone back to.
                db.Database.AutoSavepointsEnabled = false;
                var result = await work(db, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);

                // All is written: giving up here, because the program stops, would only throw it away.
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (Exception e) when (attempt < Attempts && IsBusy(e))
            {
                // Bounded by Attempts; busy_timeout has already waited before each.
            }
            catch (DbUpdateException e) when (e.InnerException is DbException refused)
            {
                // One kind of failure, whether a statement or a save met it: who shows it to a reader waits for the database's own.
                ExceptionDispatchInfo.Throw(refused);
            }
            finally
            {
                gate.Leave();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), time, cancellationToken);
        }
    }

    public Task RunAsync(Func<MediaInsightDb, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync<bool>(async (db, token) =>
        {
            await work(db, token);
            return true;
        }, cancellationToken);

    private static bool IsBusy(Exception e) =>
        (e as SqliteException ?? e.InnerException as SqliteException) is { SqliteErrorCode: Busy or Locked };
}
