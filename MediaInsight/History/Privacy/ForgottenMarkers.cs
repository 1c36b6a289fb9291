using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Privacy;

/// <summary>Keys the marks of forgotten accounts that a former version, or a backup of one, left without this installation's secret.</summary>
public sealed class ForgottenMarkers(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, InstallationSecret secret)
{
    /// <summary>Before anything is recorded.</summary>
    public async Task SaltAsync(CancellationToken cancellationToken)
    {
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.ForgottenAccounts.AnyAsync(f => !f.Hash.StartsWith(ForgottenAccount.Prefix), cancellationToken))
            {
                return;
            }
        }

        await writer.RunAsync(async (db, token) =>
        {
            foreach (var old in await db.ForgottenAccounts.Where(f => !f.Hash.StartsWith(ForgottenAccount.Prefix)).ToListAsync(token))
            {
                var hash = ForgottenAccount.Salted(secret, old.Hash);
                db.ForgottenAccounts.Remove(old);
                db.ForgottenAccounts.Add(new() { Hash = hash, ServerId = old.ServerId, At = old.At });

                // The row of an account whose plays were kept without a name is known by the same mark.
                await db.ServerUsers.Where(u => u.ServerId == old.ServerId && u.ExternalId == old.Hash).ExecuteUpdateAsync(s => s.SetProperty(u => u.ExternalId, hash), token);
            }
        }, cancellationToken);
    }
}
