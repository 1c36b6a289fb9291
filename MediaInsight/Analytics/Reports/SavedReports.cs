using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Reports;

/// <summary>Keeps the reports of accounts. Those of others are not there.</summary>
public sealed class SavedReports(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, TimeProvider time)
{
    /// <summary>Of one account.</summary>
    public const int MaxReports = 200;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<SavedReport>> ListAsync(string owner, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Reports.AsNoTracking().Where(r => r.OwnerId == owner).OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(cancellationToken);
    }

    public async Task<SavedReport?> FindAsync(string owner, int id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.OwnerId == owner, cancellationToken);
    }

    /// <summary>The new report's number; null when the account has too many.</summary>
    public Task<int?> AddAsync(string owner, string name, string words, CancellationToken cancellationToken)
    {
        Check(name, words);
        return writer.RunAsync(async (db, token) =>
        {
            if (await db.Reports.CountAsync(r => r.OwnerId == owner, token) >= MaxReports)
            {
                return null;
            }

            var now = time.GetUtcNow();
            var report = new SavedReport { OwnerId = owner, Name = Name(name), Words = words, CreatedAt = now, ChangedAt = now };
            db.Reports.Add(report);
            await db.SaveChangesAsync(token);
            return (int?)report.Id;
        }, cancellationToken);
    }

    /// <summary>False when the account has no such report.</summary>
    public Task<bool> ChangeAsync(string owner, int id, string name, string words, CancellationToken cancellationToken)
    {
        Check(name, words);
        return writer.RunAsync(async (db, token) =>
        {
            if (await db.Reports.FirstOrDefaultAsync(r => r.Id == id && r.OwnerId == owner, token) is not { } report)
            {
                return false;
            }

            (report.Name, report.Words, report.ChangedAt) = (Name(name), words, time.GetUtcNow());
            return true;
        }, cancellationToken);
    }

    public Task DeleteAsync(string owner, int id, CancellationToken cancellationToken) =>
        writer.RunAsync((db, token) => db.Reports.Where(r => r.Id == id && r.OwnerId == owner).ExecuteDeleteAsync(token), cancellationToken);

    private static string Name(string name) => Text.Clean(name, Text.MaxName) ?? "";

    private static void Check(string name, string words)
    {
        if (Name(name).Length == 0 || words.Length > SavedReport.MaxWords)
        {
            throw new ArgumentException("A report has a name, and words that fit.", nameof(name));
        }
    }
}
