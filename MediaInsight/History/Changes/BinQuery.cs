using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <param name="Left">Plays of it that are still in the bin.</param>
/// <param name="ExpiresAt">When they go for good.</param>
public sealed record BinBatch(long Id, DateTimeOffset At, string Actor, string Summary, int Left, DateTimeOffset ExpiresAt);

public sealed record BinRow(long Number, ServerUserId UserId, MediaItemId ItemId, MediaKind Kind, string Title, string ViewerName, DateTimeOffset StartedAt, long WatchedMs, DateTimeOffset DeletedAt);

public sealed record BinContent(IReadOnlyList<BinBatch> Batches, BinBatch? Open, IReadOnlyList<BinRow> Rows, int Page)
{
    public const int PageSize = 50;
}

/// <summary>Reads the bin, for those who may empty it.</summary>
public sealed class BinQuery(IDbContextFactory<MediaInsightDb> factory, SettingsStore settings)
{
    private const int MaxBatches = 200;

    /// <param name="open">The batch whose plays are listed; null or gone: the newest.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<BinContent> ReadAsync(long? open, int page, CancellationToken cancellationToken)
    {
        var days = settings.Get<RetentionSettings>().BinDays;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await db.DataChanges.AsNoTracking()
            .Select(c => new { c.Id, c.At, c.Actor, c.Summary, Left = db.DeletedPlays.Count(p => p.ChangeId == c.Id) })
            .Where(c => c.Left > 0).OrderByDescending(c => c.Id).Take(MaxBatches).ToListAsync(cancellationToken);
        List<BinBatch> batches = [.. found.Select(c => new BinBatch(c.Id, c.At, c.Actor, c.Summary, c.Left, c.At.AddDays(days)))];
        if ((batches.Find(b => b.Id == open) ?? batches.FirstOrDefault()) is not { } shown)
        {
            return new([], null, [], 1);
        }

        var at = Math.Clamp(page, 1, Math.Max(1, (shown.Left + BinContent.PageSize - 1) / BinContent.PageSize));
        var inSight = db.DeletedPlays.AsNoTracking().Where(p => p.ChangeId == shown.Id).OrderByDescending(p => p.StartedAt).ThenBy(p => p.PlayNumber)
            .Skip((at - 1) * BinContent.PageSize).Take(BinContent.PageSize);

        // The person's name of today: one that was hidden since is not told here either.
        var rows = await (from play in inSight
                          join user in db.ServerUsers.AsNoTracking() on play.UserId equals user.Id into users
                          from user in users.DefaultIfEmpty()
                          join viewer in db.Viewers.AsNoTracking() on user.ViewerId equals viewer.Id into viewers
                          from viewer in viewers.DefaultIfEmpty()
                          orderby play.StartedAt descending, play.PlayNumber
                          select new BinRow(play.PlayNumber, play.UserId, play.MediaItemId, play.Kind, play.Title, viewer == null ? "Unknown person" : viewer.Name, play.StartedAt, play.WatchedMs, play.DeletedAt)).ToListAsync(cancellationToken);
        return new(batches, shown, rows, at);
    }
}
