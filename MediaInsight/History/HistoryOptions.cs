using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

public sealed record ViewerOption(ViewerId Id, string Name)
{
    /// <summary>The name; of namesakes also where their accounts are.</summary>
    public string Label { get; init; } = Name;
}

public sealed record ServerOption(ServerId Id, string Name, ServerKind Kind);

public sealed record LibraryOption(LibraryId Id, string Name, ServerId Server, string ServerName);

public sealed record AccountOption(ServerUserId Id, string Name, ViewerId Viewer, string ServerName);

/// <summary>What the history can be narrowed to, by name.</summary>
public sealed record HistoryChoices(IReadOnlyList<ViewerOption> Viewers, IReadOnlyList<ServerOption> Servers, IReadOnlyList<LibraryOption> Libraries)
{
    public static readonly HistoryChoices None = new([], [], []);

    public IReadOnlyList<AccountOption> Accounts { get; init; } = [];
}

/// <summary>Reads the choices of the history's filters: a limited reader learns of nothing beyond the own plays.</summary>
public sealed class HistoryOptions(IDbContextFactory<MediaInsightDb> factory)
{
    /// <summary>More would not be chosen from a list; text search finds the rest.</summary>
    public const int MaxOptions = 500;

    /// <summary>What a title is called; null when there is none, or none that the reader may see.</summary>
    public async Task<string?> TitleAsync(MediaItemId item, ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await VisibleItems.MayAsync(db, item, scope, cancellationToken)
            ? await db.MediaItems.AsNoTracking().Where(i => i.Id == item).Select(i => i.Title).FirstOrDefaultAsync(cancellationToken)
            : null;
    }

    public async Task<HistoryChoices> ReadAsync(ReadScope scope, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var viewers = db.Viewers.AsNoTracking();
        var servers = db.Servers.AsNoTracking().Where(s => s.RemovedAt == null || db.Plays.Any(p => p.ServerId == s.Id));
        var libraries = db.Libraries.AsNoTracking().Where(l => l.RemovedAt == null);
        if (!scope.IsEverything)
        {
            if (scope.OnlyViewer is not { } own)
            {
                return HistoryChoices.None;
            }

            var plays = HistoryQuery.Scoped(db, db.Plays, scope);
            viewers = viewers.Where(v => v.Id == own);
            servers = db.Servers.AsNoTracking().Where(s => plays.Any(p => p.ServerId == s.Id));
            libraries = db.Libraries.AsNoTracking().Where(l => plays.Any(p => p.LibraryId == l.Id));
        }

        var people = await viewers.OrderBy(v => v.Name).Take(MaxOptions).Select(v => new ViewerOption(v.Id, v.Name)).ToListAsync(cancellationToken);
        var machines = await servers.OrderBy(s => s.Name).Take(MaxOptions).Select(s => new ServerOption(s.Id, s.Name, s.Kind)).ToListAsync(cancellationToken);
        var shelves = await (from library in libraries
                             join server in db.Servers on library.ServerId equals server.Id
                             orderby library.Name, server.Name
                             select new LibraryOption(library.Id, library.Name, server.Id, server.Name)).Take(MaxOptions).ToListAsync(cancellationToken);
        var persons = people.ConvertAll(p => p.Id);
        var accounts = await (from user in db.ServerUsers.AsNoTracking()
                              join server in db.Servers on user.ServerId equals server.Id
                              where persons.Contains(user.ViewerId)
                              orderby server.Name, user.Name
                              select new AccountOption(user.Id, user.Name, user.ViewerId, server.Name)).Take(MaxOptions).ToListAsync(cancellationToken);
        return new(ToldApart(people, accounts), machines, shelves) { Accounts = accounts };
    }
    private static List<ViewerOption> ToldApart(List<ViewerOption> people, List<AccountOption> accounts)
    {
        var namesakes = people.GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Skip(1).Any()).SelectMany(g => g.Select(p => p.Id)).ToHashSet();
        var servers = accounts.Where(a => namesakes.Contains(a.Viewer)).ToLookup(a => a.Viewer, a => a.ServerName);
        return people.ConvertAll(p => servers[p.Id].Any() ? p with { Label = $"{p.Name} ({string.Join(", ", servers[p.Id].Distinct(StringComparer.Ordinal))})" } : p);
    }
}
