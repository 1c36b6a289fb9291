using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Identity;

/// <param name="Actor">Part of the actor's name; null or empty: everybody.</param>
/// <param name="Text">Part of the action, target, detail or address; null or empty: everything.</param>
/// <param name="Page">From 1.</param>
public sealed record AuditFilter(string? Actor = null, string? Text = null, int Page = 1)
{
    public const int PageSize = 50;
}

/// <param name="Entries">Newest first, at most <see cref="AuditFilter.PageSize"/>.</param>
/// <param name="Total">Matching the filter, on all pages.</param>
/// <param name="Page">The page these are: the last one when a later one was asked for.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, int Total, int Page);

/// <summary>Reads the audit log.</summary>
public sealed class AuditTrail(IDbContextFactory<MediaInsightDb> factory)
{
    public async Task<AuditPage> ReadAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var entries = db.AuditEntries.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Actor))
        {
            var actor = Like(filter.Actor);
            entries = entries.Where(e => EF.Functions.Like(e.Actor, actor, "\\"));
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = Like(filter.Text);
            entries = entries.Where(e => EF.Functions.Like(e.Action, text, "\\")
                || EF.Functions.Like(e.Target!, text, "\\")
                || EF.Functions.Like(e.Detail!, text, "\\")
                || EF.Functions.Like(e.IpAddress!, text, "\\"));
        }

        var total = await entries.CountAsync(cancellationToken);
        var page = Math.Clamp(filter.Page, 1, Math.Max(1, (total + AuditFilter.PageSize - 1) / AuditFilter.PageSize));
        var list = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Skip((page - 1) * AuditFilter.PageSize).Take(AuditFilter.PageSize).ToListAsync(cancellationToken);
        return new(list, total, page);
    }

    private static string Like(string part) =>
        $"%{part.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
