using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Live;

/// <param name="Items">Newest first.</param>
/// <param name="Page">The page these are: the last one when a later one was asked for.</param>
public sealed record SessionActionPage(IReadOnlyList<SessionAction> Items, int Total, int Page, int PageSize);

/// <summary>Reads what was done to sessions.</summary>
public sealed class SessionActionLog(IDbContextFactory<MediaInsightDb> factory)
{
    public const int MaxPageSize = 500;
    private const int MostOfOnePlay = 50;

    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1–<see cref="MaxPageSize"/>.</param>
    public async Task<SessionActionPage> PageAsync(int page, int pageSize, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var actions = Scoped(db.SessionActions.AsNoTracking(), scope);
        var total = await actions.CountAsync(cancellationToken);
        var size = Math.Clamp(pageSize, 1, MaxPageSize);
        var shown = Math.Clamp(page, 1, Math.Max(1, (total + size - 1) / size));
        var items = await actions.OrderByDescending(a => a.Id).Skip((shown - 1) * size).Take(size).ToListAsync(cancellationToken);
        return new(items, total, shown, size);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<SessionAction>> OfAsync(PlayId play, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await Scoped(db.SessionActions.AsNoTracking().Where(a => a.PlayId == play), scope).OrderBy(a => a.Id).Take(MostOfOnePlay).ToListAsync(cancellationToken);
    }

    private static IQueryable<SessionAction> Scoped(IQueryable<SessionAction> actions, ReadScope scope)
    {
        if (scope.IsEverything)
        {
            return actions;
        }

        return scope is { Nothing: false, OnlyViewer: { } viewer } ? actions.Where(a => a.ViewerId == viewer) : actions.Where(_ => false);
    }
}
