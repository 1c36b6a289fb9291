using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Sharing;

/// <param name="Words">Of a review: whose and which days; empty for a report.</param>
/// <param name="Days">How long it is open, 1–<see cref="ShareLinks.MaxDays"/>.</param>
public sealed record ShareWish(ShareKind Kind, string Title, string Words, int? ReportId, ShareNames Names, int Days);

/// <summary>A link as its owner sees it in the list.</summary>
public sealed record ShareRow(
    int Id, ShareKind Kind, string Title, string Words, ShareNames Names, string Owner, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, long Views, DateTimeOffset? LastViewedAt)
{
    /// <summary>Whose review it is; null: everybody's, or no review.</summary>
    public ViewerId? Viewer => int.TryParse(QueryHelpers.ParseQuery(Words).GetValueOrDefault("viewer"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

/// <summary>Makes, lists and revokes share links. Admins see and revoke those of everybody.</summary>
public sealed class ShareLinks(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, AuditLog audit, TimeProvider time)
{
    public const int MaxDays = 366;

    /// <summary>Open ones of one account.</summary>
    public const int MaxOpen = 200;

    private static readonly TimeSpan ListedAfterEnd = TimeSpan.FromDays(90);

    /// <summary>The token, which nobody is told again; null when the account has too many links.</summary>
    public async Task<string?> CreateAsync(AuditContext by, ShareWish wish, CancellationToken cancellationToken)
    {
        var owner = by.UserId ?? throw new ArgumentException("Only an account can share.", nameof(by));
        var token = ShareToken.Create();
        var hash = ShareToken.Hash(token) ?? throw new InvalidOperationException("A new token has a hash.");
        var now = time.GetUtcNow();
        return await writer.RunAsync(async (db, inner) =>
        {
            var old = now - ListedAfterEnd;
            await db.ShareLinks.Where(l => l.OwnerId == owner && (l.ExpiresAt < old || l.RevokedAt < old)).ExecuteDeleteAsync(inner);
            if (await db.ShareLinks.CountAsync(l => l.OwnerId == owner && l.RevokedAt == null && l.ExpiresAt > now, inner) >= MaxOpen)
            {
                return null;
            }

            db.ShareLinks.Add(new()
            {
                TokenHash = hash,
                Kind = wish.Kind,
                Title = Text.Clean(wish.Title, Text.MaxName) ?? "Shared page",
                Words = wish.Words,
                ReportId = wish.ReportId,
                Names = wish.Names,
                OwnerId = owner,
                CreatedAt = now,
                ExpiresAt = now.AddDays(Math.Clamp(wish.Days, 1, MaxDays)),
            });
            audit.Add(db, by, ShareActions.Created, wish.Title, $"Open for {Math.Clamp(wish.Days, 1, MaxDays)} days. {wish.Words}");
            return token;
        }, cancellationToken);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ShareRow>> ListAsync(CurrentReader reader, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await (from link in Own(db, reader).AsNoTracking()
                      join user in db.Users on link.OwnerId equals user.Id
                      orderby link.Id descending
                      select new ShareRow(link.Id, link.Kind, link.Title, link.Words, link.Names, user.UserName!, link.CreatedAt, link.ExpiresAt, link.RevokedAt, link.Views, link.LastViewedAt)).ToListAsync(cancellationToken);
    }

    /// <summary>False when there is no such link for this reader.</summary>
    public Task<bool> RevokeAsync(AuditContext by, CurrentReader reader, int id, CancellationToken cancellationToken) =>
        writer.RunAsync(async (db, token) =>
        {
            if (await Own(db, reader).FirstOrDefaultAsync(l => l.Id == id, token) is not { } link)
            {
                return false;
            }

            if (link.RevokedAt is null)
            {
                link.RevokedAt = time.GetUtcNow();
                audit.Add(db, by, ShareActions.Revoked, link.Title, null);
            }

            return true;
        }, cancellationToken);

    /// <summary>Null for what is unknown, expired or revoked: who asks is not told which.</summary>
    internal async Task<ShareLink?> FindOpenAsync(string token, CancellationToken cancellationToken)
    {
        if (ShareToken.Hash(token) is not { } hash)
        {
            return null;
        }

        var now = time.GetUtcNow();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.ShareLinks.AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash && l.RevokedAt == null && l.ExpiresAt > now, cancellationToken);
    }

    internal Task CountViewAsync(int id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writer.RunAsync((db, token) => db.ShareLinks.Where(l => l.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.Views, l => l.Views + 1).SetProperty(l => l.LastViewedAt, now), token), cancellationToken);
    }

    private static IQueryable<ShareLink> Own(MediaInsightDb db, CurrentReader reader) =>
        reader.Can(Permissions.ManageUsers) ? db.ShareLinks : db.ShareLinks.Where(l => l.OwnerId == reader.UserId);
}

/// <summary>The stable words of audit entries.</summary>
internal static class ShareActions
{
    public const string Created = "share.create";
    public const string Revoked = "share.revoke";
}
