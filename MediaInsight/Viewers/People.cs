using MediaInsight.Data;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Viewers;

/// <summary>The people whose plays are recorded, for choosing one.</summary>
internal sealed class People(IDbContextFactory<MediaInsightDb> factory) : IPeople
{
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var people = await db.Viewers.AsNoTracking().OrderBy(v => v.Name).ThenBy(v => v.Id).Select(v => new Person(v.Id, v.Name)).ToListAsync(cancellationToken);
        var namesakes = people.GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Skip(1).Any()).SelectMany(g => g.Select(p => p.Id)).ToList();
        if (namesakes.Count == 0)
        {
            return people;
        }

        var servers = (await (from user in db.ServerUsers.AsNoTracking()
                              join server in db.Servers on user.ServerId equals server.Id
                              where namesakes.Contains(user.ViewerId)
                              orderby server.Name
                              select new { user.ViewerId, server.Name }).ToListAsync(cancellationToken)).ToLookup(s => s.ViewerId, s => s.Name);
        return people.ConvertAll(p => servers[p.Id].Any() ? p with { Servers = string.Join(", ", servers[p.Id].Distinct(StringComparer.Ordinal)) } : p);
    }
}
