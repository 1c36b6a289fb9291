using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data;

/// <summary>Several readings of one moment. Writers go on; the snapshot does not see them.</summary>
public static class ReadSnapshot
{
    /// <summary>A deferred transaction on the context's connection: it takes no lock that a writer would wait for. Ends with the result's disposal.</summary>
    public static async Task<IAsyncDisposable> BeginAsync(MediaInsightDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);

        // The context disposes of its view of it, this of the transaction.
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return transaction;
    }
}
