using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Libraries;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>Which titles a reader may open. Libraries belong to nobody: who is limited to a person gets what that person played, and what holds it.</summary>
public static class VisibleItems
{
    public static async Task<bool> MayAsync(MediaInsightDb db, MediaItemId item, ReadScope scope, CancellationToken cancellationToken)
    {
        if (scope.IsEverything || scope.Nothing)
        {
            return scope.IsEverything;
        }

        var items = await ItemsBelow.OfAsync(db, item, cancellationToken);
        return await HistoryQuery.Scoped(db, db.Plays.AsNoTracking().Where(p => items.Contains(p.MediaItemId)), scope).AnyAsync(cancellationToken);
    }
}
