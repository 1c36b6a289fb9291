using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Statistics;

/// <param name="Words">"range=7d&amp;kind=movie".</param>
public sealed record KeptFilter(string Name, string Words);

/// <summary>Filters that readers keep, and the one each used last. Nobody sees another's.</summary>
public sealed class SavedFilters(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, TimeProvider time)
{
    /// <summary>Of one reader.</summary>
    public const int MaxKept = 50;

    /// <summary>By name, without the last one used.</summary>
    public async Task<IReadOnlyList<KeptFilter>> ReadAsync(string owner, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.SavedFilters.AsNoTracking().Where(f => f.OwnerId == owner && f.Name != SavedFilter.Last && f.Name != SavedFilter.LastServer)
            .OrderBy(f => f.Name).Take(MaxKept).Select(f => new KeptFilter(f.Name, f.Words)).ToListAsync(cancellationToken);
    }

    /// <summary>What the reader used last; empty when that was no filter.</summary>
    public async Task<string> LastAsync(string owner, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.SavedFilters.AsNoTracking().Where(f => f.OwnerId == owner && f.Name == SavedFilter.Last).Select(f => f.Words).FirstOrDefaultAsync(cancellationToken) ?? "";
    }

    public Task UseAsync(string owner, string words, CancellationToken cancellationToken) => WriteAsync(owner, SavedFilter.Last, words, cancellationToken);

    /// <summary>The server that the reader chose last on a list or the dashboard; null: all of them, or one that is gone.</summary>
    public async Task<ServerId?> LastServerAsync(string owner, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var words = await db.SavedFilters.AsNoTracking().Where(f => f.OwnerId == owner && f.Name == SavedFilter.LastServer).Select(f => f.Words).FirstOrDefaultAsync(cancellationToken);
        return int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && new ServerId(id) is var server
            && await db.Servers.AnyAsync(s => s.Id == server && s.RemovedAt == null, cancellationToken)
                ? server
                : null;
    }

    public Task UseServerAsync(string owner, ServerId? server, CancellationToken cancellationToken) =>
        WriteAsync(owner, SavedFilter.LastServer, server?.ToString() ?? "", cancellationToken);

    /// <summary>Overwrites one of the same name. In plain words why not; null when it is kept.</summary>
    public async Task<string?> KeepAsync(string owner, string name, string words, CancellationToken cancellationToken)
    {
        if (Text.Clean(name, SavedFilter.MaxName)?.Trim() is not { Length: > 0 } clean)
        {
            return "Give the filter a name.";
        }

        var kept = await ReadAsync(owner, cancellationToken);
        if (kept.Count >= MaxKept && !kept.Any(k => k.Name == clean))
        {
            return $"{MaxKept} filters are kept already. Delete one first.";
        }

        await WriteAsync(owner, clean, words, cancellationToken);
        return null;
    }

    public Task DeleteAsync(string owner, string name, CancellationToken cancellationToken) => writer.RunAsync(
        async (db, token) => await db.SavedFilters.Where(f => f.OwnerId == owner && f.Name == name).ExecuteDeleteAsync(token), cancellationToken);

    private async Task WriteAsync(string owner, string name, string words, CancellationToken cancellationToken)
    {
        if (words.Length > SavedFilter.MaxWords)
        {
            return;
        }

        var now = time.GetUtcNow();
        await writer.RunAsync(
            async (db, token) =>
            {
                var row = await db.SavedFilters.FirstOrDefaultAsync(f => f.OwnerId == owner && f.Name == name, token);
                if (row is null)
                {
                    db.SavedFilters.Add(new() { OwnerId = owner, Name = name, Words = words, SavedAt = now });
                }
                else
                {
                    (row.Words, row.SavedAt) = (words, now);
                }

                await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }
}
