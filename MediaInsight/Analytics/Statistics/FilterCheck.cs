using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Statistics;

/// <summary>Whether what a filter names exists, for this reader: what lies outside of their scope does not.</summary>
public sealed class FilterCheck(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>Empty: all of it exists.</summary>
    public async Task<IReadOnlyList<FilterProblem>> ReadAsync(FilterReading reading, ReadScope scope, CancellationToken cancellationToken)
    {
        var filter = reading.Words.Filter;
        if (filter is { Server: null, Viewer: null, User: null, Library: null, Item: null })
        {
            return [];
        }

        var problems = new List<FilterProblem>();
        void Missing(string name, string what, string id) => problems.Add(new(reading.NameOf(name), $"There is no {what} with the id {id}."));
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var own = scope.OnlyViewer;
        var accounts = db.ServerUsers.AsNoTracking().Where(u => scope.IsEverything || (!scope.Nothing && u.ViewerId == own));
        if (filter.Server is { } server && !await db.Servers.AnyAsync(s => s.Id == server && (scope.IsEverything || accounts.Any(a => a.ServerId == server)), cancellationToken))
        {
            Missing("server", "server", server.ToString());
        }

        if (filter.Viewer is { } viewer && !(scope.Allows(viewer) && await db.Viewers.AnyAsync(v => v.Id == viewer, cancellationToken)))
        {
            Missing("viewer", "person", viewer.ToString());
        }

        if (filter.User is { } user && !await accounts.AnyAsync(a => a.Id == user, cancellationToken))
        {
            Missing("account", "account", user.ToString());
        }

        if (filter.Library is { } library && !await db.Libraries.AnyAsync(l => l.Id == library && (scope.IsEverything || accounts.Any(a => a.ServerId == l.ServerId)), cancellationToken))
        {
            Missing("library", "library", library.ToString());
        }

        if (filter.Item is { } item && !(await db.MediaItems.AnyAsync(i => i.Id == item, cancellationToken) && await VisibleItems.MayAsync(db, item, scope, cancellationToken)))
        {
            Missing("item", "title", item.ToString());
        }

        return problems;
    }

    /// <summary>Null when there is no such person, or none that the reader may see.</summary>
    public async Task<string?> NameOfAsync(ViewerId viewer, ReadScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(viewer))
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Viewers.Where(v => v.Id == viewer).Select(v => v.Name).FirstOrDefaultAsync(cancellationToken);
    }
}
